// What a person can see and take back at /account.
import type { APIRequestContext, Browser, Locator, Page } from '@playwright/test';
import { Device } from '../support/device';
import { alert, decision, john, passwordField, signIn, signInFirst } from '../support/person';
import type { Sesame } from '../support/server';
import { expect, test } from '../support/test';
import { WebApp, expectJohn, expectToken, type Token } from '../support/web_app';

const NEW_PASSWORD = 'quiet lantern orbits marmalade';

/** The button that sends the form of this address. */
const send = (page: Page, action: string): Locator => page.locator(`main form[action="${action}"] button`).first();
const entries = (page: Page): Locator => page.locator('main .entry');

/** The demo's app, allowed by John, with its tokens. */
async function allow(page: Page, request: APIRequestContext, sesame: Sesame): Promise<Token> {
  const app = new WebApp(sesame);
  const answer = await app.answerTo(page, async () => {
    await page.goto(app.authorizeUrl());
    if (await passwordField(page).isVisible()) await signIn(page);
    await decision(page, 'allow').click();
  });
  return expectToken(await app.exchange(request, app.codeOf(answer)));
}

async function expectDead(request: APIRequestContext, sesame: Sesame, token: Token): Promise<void> {
  const call = await request.get(`${sesame.url}/api/v1/users/current_user`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });
  expect(call.status()).toBe(401);
  const refresh = await request.post(`${sesame.url}/oauth/token`, {
    form: {
      grant_type: 'refresh_token',
      refresh_token: token.refresh_token,
      client_id: 'demo-web',
      client_secret: 'demo-web-secret',
    },
  });
  expect(refresh.status()).toBe(400);
  expect(await refresh.json()).toMatchObject({ error: 'invalid_grant' });
}

async function anotherBrowser(browser: Browser, sesame: Sesame): Promise<Page> {
  const context = await browser.newContext({ baseURL: sesame.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await signInFirst(page);
  return page;
}

test('an app that is taken back loses its access and its refresh at once', async ({ page, request, sesame }) => {
  const token = await allow(page, request, sesame);
  await expectJohn(request, sesame, token);

  await page.goto('/');
  await page.locator('main a[href="/account/apps"]').click();
  await entries(page).locator('a[href$="/revoke"]').first().click();
  await expectJohn(request, sesame, token);
  await page.locator('main form button').click();

  await expect(page).toHaveURL(/\/account\/apps$/);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(entries(page)).toHaveCount(0);
  await expectDead(request, sesame, token);

  await page.goto(new WebApp(sesame).authorizeUrl());
  await expect(decision(page, 'allow')).toBeVisible();
});

test('a connected device is listed with its way in, and can be cut off', async ({ page, request, sesame }) => {
  const device = await Device.ask(request, sesame);
  await signInFirst(page);
  await page.goto(device.completeUri);
  await decision(page, 'connect').click();
  await decision(page, 'connect').waitFor({ state: 'detached' });
  const { access_token } = (await (await device.poll()).json()) as Token;

  await page.goto('/account/apps');
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page).getByRole('row')).toHaveCount(2);
  await entries(page).locator('a[href$="/revoke"]').click();
  await page.locator('main form button').click();
  await expect(entries(page)).toHaveCount(0);
  const call = await request.get('/api/v1/users/current_user', {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(call.status()).toBe(401);
});

test('a changed password signs out every other browser, and a wrong old one changes nothing', async ({
  browser,
  page,
  sesame,
}) => {
  const other = await anotherBrowser(browser, sesame);
  await signInFirst(page);
  await page.goto('/account/password');
  const form = page.locator('main form[action="/account/password"]');
  const change = async (old: string, next: string): Promise<void> => {
    await form.locator('input[name="password"]').fill(old);
    await form.locator('input[name="new_password"]').fill(next);
    await send(page, '/account/password').click();
  };

  await change('not the password', 'too short');
  await expect(alert(page).getByRole('link')).toHaveCount(2);
  await alert(page).getByRole('link').last().click();
  await expect(form.locator('input[name="new_password"]')).toBeFocused();
  await expect(form.locator('input[name="new_password"]')).toHaveValue('');
  await other.goto('/account');
  await expect(passwordField(other)).toHaveCount(0);

  await change(john.password, NEW_PASSWORD);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole('status')).toBeVisible();
  await other.goto('/account');
  await signIn(other, john.password);
  await expect(alert(other)).toBeVisible();
  await signIn(other, NEW_PASSWORD);
  await expect(other).toHaveURL(/\/account$/);
  await other.context().close();
});

test('a browser that was left signed in is ended from another one', async ({ browser, page, sesame }) => {
  const lost = await anotherBrowser(browser, sesame);
  await signInFirst(page);
  await page.goto('/account/sessions');
  await expect(entries(page)).toHaveCount(2);
  await send(page, '/account/sessions/end').click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(entries(page)).toHaveCount(1);
  await lost.goto('/account');
  await expect(passwordField(lost)).toBeVisible();
  await lost.context().close();
});

test('a name is saved, a hostile one is refused beside its field, and a language follows the person', async ({
  browser,
  page,
  sesame,
}) => {
  await signInFirst(page);
  await page.goto('/account');
  const first = page.locator('input[name="firstname"]');
  await first.fill('\u202enhoJ');
  await send(page, '/account').click();
  await expect(first).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#firstname-problem')).toBeVisible();
  await first.fill('Zoë');
  await send(page, '/account').click();
  await expect(page.locator('header')).toContainText('Zoë Doe');

  await page.locator('select[name="language"]').selectOption('fr');
  await send(page, '/account/language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  const other = await anotherBrowser(browser, sesame);
  await other.goto('/account');
  await expect(other.locator('html')).toHaveAttribute('lang', 'fr');
  await other.context().close();
});

test('the menu leads to a person’s own places without a script', async ({ page }) => {
  await signInFirst(page);
  await page.goto('/');
  await page.locator('header summary').click();
  await page.locator('header a[href="/account"]').click();
  await expect(page).toHaveURL(/\/account$/);
  await page.locator('main nav a[href="/account/activity"]').click();
  await expect(page.locator('main .audit > li').first()).toBeVisible();
});

test('the last administrator is told why the account stays', async ({ page }) => {
  await signInFirst(page);
  await page.goto('/account');
  await page.locator('main a[href="/account/delete"]').click();
  await expect(page.locator('main form')).toHaveCount(0);
  await page.locator('main a[href="/account"]').click();
  await expect(page).toHaveURL(/\/account$/);
});
