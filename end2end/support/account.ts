import type { Page } from '@playwright/test';
import { Device } from './device';
import type { Visit } from './gallery';
import { alert, decision, passwordField, signInFirst } from './person';
import { WebApp } from './web_app';

/** The pages of `/account`, by name, and how a person comes to them. */
export const account: Record<string, (visit: Visit) => Promise<void>> = {
  account: async ({ page }) => open(page, '/account'),
  'account-menu': async ({ page }) => {
    await open(page, '/account');
    await page.locator('header summary').click();
    await page.locator('header nav').waitFor();
  },
  'account-name-refused': async ({ page }) => {
    await open(page, '/account');
    await page.locator('input[name="firstname"]').fill('\u202enhoJ');
    await page.locator('main form[action="/account"] button').click();
    await alert(page).waitFor();
  },
  'account-email': async ({ page }) => open(page, '/account/email'),
  'account-password': async ({ page }) => open(page, '/account/password'),
  'account-password-refused': async ({ page }) => {
    await open(page, '/account/password');
    await passwordField(page).fill('not the password');
    await page.locator('input[name="new_password"]').fill('too short');
    await page.locator('main form[action="/account/password"] button').click();
    await alert(page).waitFor();
  },
  'account-sessions': async ({ page }) => open(page, '/account/sessions'),
  'account-apps-none': async ({ page }) => open(page, '/account/apps'),
  'account-apps': async (visit) => {
    await connectDevice(visit);
    await allowApp(visit);
    await visit.page.goto('/account/apps');
  },
  'account-revoke': async (visit) => {
    await connectDevice(visit);
    await visit.page.goto('/account/apps');
    await visit.page.locator('main a[href$="/revoke"]').click();
  },
  'account-activity': async (visit) => {
    await connectDevice(visit);
    await visit.page.goto('/account/activity');
  },
  // John is the demo's only administrator.
  'problem-last-administrator': async ({ page }) => open(page, '/account/delete'),
};

async function open(page: Page, path: string): Promise<void> {
  await signInFirst(page);
  await page.goto(path);
}

async function connectDevice({ page, request, sesame }: Visit): Promise<void> {
  const device = await Device.ask(request, sesame);
  await signInFirst(page);
  await page.goto(device.completeUri);
  await decision(page, 'connect').click();
  await decision(page, 'connect').waitFor({ state: 'detached' });
  await device.poll();
}

/** Remembered, without a token: whoever plays the app does not redeem its code. */
async function allowApp({ page, sesame }: Visit): Promise<void> {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await app.answerTo(page, () => decision(page, 'allow').click());
}
