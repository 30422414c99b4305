import { expect, type Locator, type Page } from '@playwright/test';

export const john = {
  email: 'john.doe@example.com',
  password: 'correct horse battery staple',
};

/** Field names and addresses are the same in every language; texts are not, so nothing here reads a text. */
export const usernameField = (page: Page): Locator => page.locator('input[name="username"]');
export const passwordField = (page: Page): Locator => page.locator('input[name="password"]');
export const codeField = (page: Page): Locator => page.locator('input[name="user_code"]:not([type="hidden"])');
export const decision = (page: Page, value: string): Locator =>
  page.locator(`button[name="decision"][value="${value}"]`);
export const alert = (page: Page): Locator => page.locator('main').getByRole('alert');
/** The id of the app's request in the consent form; "Not you?" on the same page carries it as well. */
export const requestField = (page: Page): Locator =>
  page.locator('form').filter({ has: decision(page, 'allow') }).locator('input[type="hidden"][name="request"]');
/** The ways on that a page offers, besides its forms. */
export const waysOn = (page: Page): Locator => page.locator('main a[href]');

export const submitOf = (page: Page, field: Locator): Locator =>
  page
    .locator('form')
    .filter({ has: field })
    .locator('button[type="submit"], button:not([type]), input[type="submit"]')
    .first();

/** Fills in the sign-in form that is shown and sends it. */
export async function signIn(page: Page, password = john.password, email = john.email): Promise<void> {
  await usernameField(page).fill(email);
  await passwordField(page).fill(password);
  await submitOf(page, passwordField(page)).click();
}

/** Signs in from the home page's side, with no app waiting. */
export async function signInFirst(page: Page): Promise<void> {
  await page.goto('/login');
  await signIn(page);
  await expect(passwordField(page)).toHaveCount(0);
}

/** A page that explains itself: no server error, a headline, and at least one way on. */
export async function expectNoDeadEnd(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  await expect(waysOn(page).or(page.locator('main form button')).first()).toBeVisible();
}
