import type { Visit } from './gallery';
import { decision, passwordField, signIn, signInFirst, submitOf } from './person';
import { WebApp } from './web_app';

const at =
  (path: string) =>
  async ({ page }: Visit): Promise<void> => {
    await signInFirst(page);
    await page.goto(path);
  };

/** The administrators' pages; in demo mode John Doe is one. */
export const admin: Record<string, (visit: Visit) => Promise<void>> = {
  admin: at('/admin'),
  'admin-people': at('/admin/people?q=john'),
  'admin-people-none': at('/admin/people?q=nobody+is+called+that'),
  'admin-person': async (visit) => {
    await at('/admin/people')(visit);
    await visit.page.locator('main tbody a').first().click();
  },
  'admin-suspend': at('/admin/apps/demo-web/suspend'),
  'admin-suspend-wrong-password': async (visit) => {
    await at('/admin/apps/demo-web/suspend')(visit);
    await passwordField(visit.page).fill('not the password');
    await submitOf(visit.page, passwordField(visit.page)).click();
    await visit.page.locator('#summary').waitFor();
  },
  'admin-apps': at('/admin/apps'),
  'admin-app': at('/admin/apps/demo-web'),
  'admin-app-edit': at('/admin/apps/demo-web/edit'),
  'admin-app-edit-wrong': async (visit) => {
    await at('/admin/apps/demo-web/edit')(visit);
    await visit.page.locator('#access_token_lifetime').fill('for ever');
    await passwordField(visit.page).fill('not the password');
    await submitOf(visit.page, passwordField(visit.page)).click();
    await visit.page.locator('#summary').waitFor();
  },
  'admin-api-keys': at('/admin/api-keys'),
  'admin-api-key-made': async (visit) => {
    await at('/admin/api-keys')(visit);
    await visit.page.locator('#client_id').fill('demo-web');
    await passwordField(visit.page).fill('correct horse battery staple');
    await submitOf(visit.page, passwordField(visit.page)).click();
    await visit.page.locator('.code-line').waitFor();
  },
  'admin-scopes': at('/admin/scopes'),
  'admin-scope': at('/admin/scopes/read'),
  'admin-scope-kept': at('/admin/scopes/read/delete'),
  'admin-keys': at('/admin/keys'),
  'admin-rotate': at('/admin/keys/rotate?algorithm=EdDSA'),
  'admin-audit': async (visit) => {
    const { page, sesame } = visit;
    const app = new WebApp(sesame);
    await page.goto(app.authorizeUrl());
    await signIn(page, 'not the password');
    await signIn(page);
    await app.answerTo(page, () => decision(page, 'allow').click());
    await page.goto('/admin/audit');
  },
};
