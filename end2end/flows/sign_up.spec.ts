// Making an account and getting back into one, by the letters in the outbox; with scripts and without.
import type { Page } from '@playwright/test';
import { letterTo, linkIn } from '../support/outbox';
import { alert, decision, john, passwordField, signIn, signInFirst, submitOf } from '../support/person';
import type { Sesame } from '../support/server';
import { expect, test } from '../support/test';
import { WebApp, expectToken } from '../support/web_app';

const ZOE = 'zoe@example.com';
const PASSWORD = 'five silly walnuts dance on mars';

const emailField = (page: Page) => page.locator('input[name="email"]');
const newPassword = (page: Page) => page.locator('input[name="new_password"]');

/** Types an address into the form that is shown, and gives back the link of the letter to it. */
async function ask(page: Page, sesame: Sesame, email: string, path: string): Promise<string> {
  await emailField(page).fill(email);
  await submitOf(page, emailField(page)).click();
  await expect(page.locator('main')).toContainText(email);
  return linkIn(await letterTo(sesame, email), path);
}

test('from no account to the first consent, the link opened in another browser', async ({
  browser,
  page,
  request,
  sesame,
}, info) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await page.locator('main a[href^="/sign-up"]').click();
  const link = await ask(page, sesame, ZOE, '/sign-up/finish');

  const context = await browser.newContext({ javaScriptEnabled: info.project.use.javaScriptEnabled, locale: 'fr-FR' });
  const phone = await context.newPage();
  await phone.goto(link);
  await expect(phone.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(phone.locator('main')).toContainText('Movie Box');
  await phone.locator('input[name="firstname"]').fill('Zoë');
  await newPassword(phone).fill('too short');
  await submitOf(phone, newPassword(phone)).click();
  // What was typed is kept, the password is not, and the problem stands by its field and on top.
  await expect(alert(phone)).toBeVisible();
  await expect(phone.locator('input[name="firstname"]')).toHaveValue('Zoë');
  await expect(newPassword(phone)).toHaveValue('');
  await expect(newPassword(phone)).toHaveAttribute('aria-invalid', 'true');
  await newPassword(phone).fill(PASSWORD);
  await submitOf(phone, newPassword(phone)).click();

  await expect(phone.locator('main')).toContainText(ZOE);
  const answer = await app.answerTo(phone, () => decision(phone, 'allow').click());
  const token = await expectToken(await app.exchange(request, app.codeOf(answer)));
  const user = await request.get(`${sesame.url}/api/v1/users/current_user`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });
  expect(await user.json()).toMatchObject({ email: ZOE, firstname: 'Zoë', lastname: '' });

  // The link is used up, which a friendly page says.
  await phone.goto(link);
  await expect(phone.locator('main a[href="/sign-up"]')).toBeVisible();
  await context.close();
  expect(sesame.log()).not.toContain(new URL(link).searchParams.get('ticket'));
});

test('somebody who has an account already reads so in the letter, not on the page', async ({ page, sesame }) => {
  await page.goto('/sign-up');
  const link = await ask(page, sesame, john.email, '/login');
  await page.goto(link);
  await expect(passwordField(page)).toBeVisible();
});

test('a forgotten password is replaced, and whoever was signed in with it is out', async ({ browser, page, sesame }) => {
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(`${sesame.url}/login`);
  await signIn(elsewhere);
  await expect(passwordField(elsewhere)).toHaveCount(0);

  await page.goto('/login');
  await page.locator('main a[href^="/reset"]').click();
  const link = await ask(page, sesame, john.email, '/reset/finish');
  await page.goto(link);
  await newPassword(page).fill(PASSWORD);
  await submitOf(page, newPassword(page)).click();
  await expect(page.getByRole('status')).toBeVisible();

  await signIn(page);
  await expect(alert(page)).toBeVisible();
  await signIn(page, PASSWORD);
  await expect(passwordField(page)).toHaveCount(0);
  await elsewhere.goto(`${sesame.url}/oauth/device`);
  await expect(passwordField(elsewhere)).toBeVisible();
  await elsewhere.context().close();
});

test('the keyboard alone gets through sign-up', async ({ page, sesame }) => {
  await page.goto('/sign-up');
  await page.keyboard.type(ZOE);
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText(ZOE);
  await page.goto(linkIn(await letterTo(sesame, ZOE), '/sign-up/finish'));
  await page.keyboard.type('Zoë');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${sesame.url}/`);
  await expect(page.locator('header')).toContainText('Zoë');
});

test('another address counts once its letter is confirmed, elsewhere with the password', async ({ browser, page, sesame }) => {
  const NEW = 'john@new.example';
  await signInFirst(page);
  await page.goto('/account/email');
  await emailField(page).fill(NEW);
  await passwordField(page).fill(john.password);
  await submitOf(page, emailField(page)).click();
  await expect(page.locator('main')).toContainText(NEW);

  // Whoever reads that letter in another browser is not John yet.
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(linkIn(await letterTo(sesame, NEW), '/account/email/finish'));
  await passwordField(elsewhere).fill('not the password');
  await submitOf(elsewhere, passwordField(elsewhere)).click();
  await expect(alert(elsewhere)).toBeVisible();
  await expect(passwordField(elsewhere)).toHaveAttribute('aria-invalid', 'true');
  await passwordField(elsewhere).fill(john.password);
  await submitOf(elsewhere, passwordField(elsewhere)).click();
  await expect(elsewhere.getByRole('status')).toBeVisible();
  await signIn(elsewhere, john.password, NEW);
  await expect(passwordField(elsewhere)).toHaveCount(0);
  await elsewhere.context().close();
});
