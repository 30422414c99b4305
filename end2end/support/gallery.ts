import type { APIRequestContext, Page } from '@playwright/test';
import { account } from './account';
import { admin } from './admin';
import { developer } from './developer';
import { Device } from './device';
import { letterTo, linkIn } from './outbox';
import { alert, codeField, decision, john, passwordField, requestField, signIn, signInFirst, submitOf } from './person';
import type { Sesame } from './server';
import { WebApp } from './web_app';

export interface Visit {
  page: Page;
  request: APIRequestContext;
  sesame: Sesame;
}

/** Every page there is, by name, and how a person comes to it. A new page wants a line here. */
export const gallery: Record<string, (visit: Visit) => Promise<void>> = {
  home: async ({ page }) => {
    await page.goto('/');
  },
  'home-signed-in': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/');
  },
  login: async ({ page }) => {
    await page.goto('/login');
  },
  'login-for-an-app': async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl());
  },
  'login-password-shown': async ({ page }) => {
    await page.goto('/login');
    await page.locator('main form a.toggle').click();
    await page.locator('input[name="password"]').waitFor();
  },
  'login-wrong-password': async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl());
    await signIn(page, 'not the password');
    await alert(page).waitFor();
  },
  'sign-up': async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl());
    await page.locator('main a[href^="/sign-up"]').click();
  },
  'sign-up-problem': async ({ page }) => {
    await page.goto('/sign-up');
    await askForLetter(page, 'zoe at example.com');
    await alert(page).waitFor();
  },
  'sign-up-letter-sent': async ({ page }) => {
    await page.goto('/sign-up');
    await askForLetter(page, 'zoe@example.com');
    await page.waitForURL('**/sign-up/sent');
  },
  'sign-up-finish': async ({ page, sesame }) => {
    await page.goto('/sign-up');
    await askForLetter(page, 'zoe@example.com');
    await page.goto(linkIn(await letterTo(sesame, 'zoe@example.com'), '/sign-up/finish'));
  },
  'sign-up-finish-problem': async ({ page, sesame }) => {
    await page.goto('/sign-up');
    await askForLetter(page, 'zoe@example.com');
    await page.goto(linkIn(await letterTo(sesame, 'zoe@example.com'), '/sign-up/finish'));
    await page.locator('input[name="firstname"]').fill('Zoë');
    const password = page.locator('input[name="new_password"]');
    await password.fill('password password');
    await submitOf(page, password).click();
    await alert(page).waitFor();
  },
  reset: async ({ page }) => {
    await page.goto('/reset');
  },
  'reset-letter-sent': async ({ page }) => {
    await page.goto('/reset');
    await askForLetter(page, 'john.doe@example.com');
    await page.waitForURL('**/reset/sent');
  },
  'reset-finish': async ({ page, sesame }) => {
    await page.goto('/reset');
    await askForLetter(page, 'john.doe@example.com');
    await page.goto(linkIn(await letterTo(sesame, 'john.doe@example.com'), '/reset/finish'));
  },
  'login-after-reset': async ({ page, sesame }) => {
    await page.goto('/reset');
    await askForLetter(page, 'john.doe@example.com');
    await page.goto(linkIn(await letterTo(sesame, 'john.doe@example.com'), '/reset/finish'));
    const password = page.locator('input[name="new_password"]');
    await password.fill('five silly walnuts dance on mars');
    await submitOf(page, password).click();
    await page.waitForURL('**/login');
  },
  'change-email-finish': async ({ page, sesame }) => {
    await signInFirst(page);
    await page.goto('/account/email');
    await page.locator('input[name="email"]').fill('john@new.example');
    await passwordField(page).fill(john.password);
    await submitOf(page, passwordField(page)).click();
    const link = linkIn(await letterTo(sesame, 'john@new.example'), '/account/email/finish');
    // The letter is read where nobody is signed in, and the page asks for the password.
    await page.context().clearCookies();
    await page.goto(link);
  },
  'link-spent': async ({ page }) => {
    await page.goto('/reset/finish?ticket=made-up');
  },
  consent: async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl());
    await signIn(page);
    await decision(page, 'allow').waitFor();
  },
  'device-entry': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/oauth/device');
    await codeField(page).waitFor();
  },
  'device-unknown-code': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/oauth/device');
    await codeField(page).fill('BCDF-GHJK');
    await submitOf(page, codeField(page)).click();
    await alert(page).waitFor();
  },
  'device-confirm': async (visit) => {
    await openDevice(visit);
  },
  'device-connected': async (visit) => {
    await openDevice(visit);
    await decision(visit.page, 'connect').click();
    await decision(visit.page, 'connect').waitFor({ state: 'detached' });
  },
  'device-refused': async (visit) => {
    await openDevice(visit);
    await decision(visit.page, 'refuse').click();
    await decision(visit.page, 'connect').waitFor({ state: 'detached' });
  },
  'problem-unknown-app': async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl({ client_id: 'nobody-knows-me' }));
  },
  'problem-return-address': async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl({ redirect_uri: 'https://thief.example/' }));
  },
  'problem-not-found': async ({ page }) => {
    await page.goto('/there-is-no-such-page');
  },
  'problem-unknown-request': async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl());
    await signIn(page);
    await requestField(page).evaluate((field) => {
      (field as HTMLInputElement).value = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    });
    await decision(page, 'allow').click();
    await decision(page, 'allow').waitFor({ state: 'detached' });
  },
  demo: async ({ page }) => {
    await page.goto('/demo');
  },
  'api-doc': async ({ page }) => {
    await page.goto('/api/doc');
    for (const operation of ['#token', '#change', '#search']) await page.locator(`${operation} summary`).click();
  },
  'demo-television': async ({ page }) => {
    await page.goto('/demo');
    await page.locator('main form button').first().click();
    await page.locator('main').getByText(/[A-Z]{4}-[A-Z]{4}/).first().waitFor();
    // It reloads itself every few seconds, and would do so under the eyes of whoever looks at it here.
    await page.evaluate(() => window.stop());
  },
  'demo-result': async ({ page }) => {
    await startDemo(page);
    await decision(page, 'allow').click();
    await decision(page, 'allow').waitFor({ state: 'detached' });
  },
  'demo-refused': async ({ page }) => {
    await startDemo(page);
    await decision(page, 'refuse').click();
    await decision(page, 'allow').waitFor({ state: 'detached' });
  },
  ...account,
  ...developer,
  ...admin,
  logout: async ({ page }) => {
    await signInFirst(page);
    await page.goto('/logout');
  },
  'signed-out': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/logout');
    await page.locator('main form[action="/logout"] button').click();
    await page.locator('main form[action="/logout"]').waitFor({ state: 'detached' });
  },
};

/** A page that answers a mistake, and is not a 200. */
export const isProblem = (name: string): boolean => name.startsWith('problem-');

/** Types an address into the form that is shown. */
async function askForLetter(page: Page, email: string): Promise<void> {
  const field = page.locator('input[name="email"]');
  await field.fill(email);
  await submitOf(page, field).click();
}

async function openDevice({ page, request, sesame }: Visit): Promise<void> {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  if (await passwordField(page).isVisible()) await signIn(page);
  await decision(page, 'connect').waitFor();
}

/** From the demo page to the consent page. */
export async function startDemo(page: Page): Promise<void> {
  await page.goto('/demo');
  await page.locator('main a[href*="demo"], main a[href*="authorize"]').first().click();
  await signIn(page);
  await decision(page, 'allow').waitFor();
}
