// What an administrator does reaches everybody at once (issue: people and developers in control), with scripts and without.
import { expect, type Page } from '@playwright/test';
import { alert, decision, expectNoDeadEnd, john, passwordField, signIn, signInFirst, submitOf } from '../support/person';
import { test } from '../support/test';
import { WebApp, expectJohn, expectToken } from '../support/web_app';

/** Reads the page that asks, types the password and does it. */
async function confirm(page: Page, path: string, password = john.password): Promise<void> {
  await page.goto(path);
  await passwordField(page).fill(password);
  await submitOf(page, passwordField(page)).click();
}

test('an administrator suspends an app and its tokens die', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());
  const token = await expectToken(await app.exchange(request, app.codeOf(answer)));
  await expectJohn(request, sesame, token);

  await page.goto('/admin/apps');
  await page.locator('main a[href="/admin/apps/demo-web"]').click();
  await page.locator('main a[href="/admin/apps/demo-web/suspend"]').click();
  await passwordField(page).fill('not the password');
  await submitOf(page, passwordField(page)).click();
  await expect(alert(page).first()).toBeVisible();
  await expectJohn(request, sesame, token);
  await passwordField(page).fill(john.password);
  await submitOf(page, passwordField(page)).click();
  await expect(page).toHaveURL('/admin/apps/demo-web');
  await expect(page.getByRole('status')).not.toBeEmpty();

  // The app itself, which knows nothing of it, is refused at every door.
  const call = await request.get(`${sesame.url}/api/v1/users/current_user`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });
  expect(call.status()).toBe(401);
  const refresh = await request.post(`${sesame.url}/oauth/token`, {
    form: {
      grant_type: 'refresh_token',
      refresh_token: token.refresh_token,
      client_id: app.id,
      client_secret: app.secret,
    },
  });
  expect(refresh.status()).toBe(401);
  await page.goto(app.authorizeUrl());
  await expectNoDeadEnd(page);
  await expect(decision(page, 'allow')).toHaveCount(0);

  // Resumed, it starts afresh; what died stays dead.
  await confirm(page, '/admin/apps/demo-web/resume');
  await expect(page).toHaveURL('/admin/apps/demo-web');
  const still = await request.get(`${sesame.url}/api/v1/users/current_user`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });
  expect(still.status()).toBe(401);
  await page.goto('/admin/audit?client_id=demo-web');
  await expect(page.locator('.audit > li').first()).toBeVisible();
});

test('a new secret is shown once, and loading its page again makes no other', async ({ page, request, sesame }) => {
  await signInFirst(page);
  await confirm(page, '/admin/apps/demo-web/rotate-secret');
  await expect(page).toHaveURL('/admin/apps/demo-web/secret');
  const secret = await page.locator('.code-line code').innerText();
  await page.reload();
  await expect(page).toHaveURL('/admin/apps/demo-web');
  await expect(page.locator('body')).not.toContainText(secret);
  // The one that is deployed still works: it was replaced once.
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());
  await expectToken(await app.exchange(request, app.codeOf(answer)));
});

test('keys are rotated, and what the old one signed still opens', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());
  const token = await expectToken(await app.exchange(request, app.codeOf(answer)));
  await page.goto('/admin/keys');
  await page.locator('select[name="algorithm"]').selectOption('EdDSA');
  await page.locator('form[action="/admin/keys/rotate"] button').click();
  await passwordField(page).fill(john.password);
  await submitOf(page, passwordField(page)).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  const keys = (await (await request.get(`${sesame.url}/oauth/jwks`)).json()) as { keys: { alg: string }[] };
  expect(keys.keys.map((key) => key.alg)).toEqual(['EdDSA', 'ES256']);
  await expectJohn(request, sesame, token);
});

test('whoever is not signed in signs in first and comes back', async ({ page }) => {
  await page.goto('/admin/people');
  await signIn(page);
  await expect(page).toHaveURL('/admin/people');
});

test('the whole area is reached by keyboard alone', async ({ page }) => {
  await signInFirst(page);
  await page.goto('/admin');
  const apps = page.locator('nav a[href="/admin/apps"]');
  for (let step = 0; step < 30 && !(await apps.evaluate((link) => link === document.activeElement)); step += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/admin/apps');
});
