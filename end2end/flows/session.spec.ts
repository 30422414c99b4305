// Cookie, forms and what other websites may do to them.
import { createServer, type Server } from 'node:http';
import type { Cookie } from '@playwright/test';
import { alert, decision, expectNoDeadEnd, passwordField, signIn, signInFirst } from '../support/person';
import { freePort } from '../support/server';
import { expect, test } from '../support/test';
import { WebApp, expectToken } from '../support/web_app';

test('no cookie can be read by scripts or sent by other sites, and signing in makes a new one (rows 99, 101)', async ({
  context,
  page,
}) => {
  await page.goto('/login');
  const ours = async (): Promise<Cookie[]> =>
    (await context.cookies()).filter((cookie) => /(sid|visitor)$/.test(cookie.name));
  const before = await ours();
  expect(before).toMatchObject([{ name: 'visitor', httpOnly: true, sameSite: 'Lax', path: '/' }]);

  await signIn(page);
  await expect(passwordField(page)).toHaveCount(0);
  const after = await ours();
  expect(after).toMatchObject([{ name: 'sid', httpOnly: true, sameSite: 'Lax', path: '/' }]);
  expect(after[0]?.value).not.toBe(before[0]?.value);
});

test('a page without a form leaves no cookie of a session behind (row 99)', async ({ context, page, sesame }) => {
  const visits = ['/', '/logout', '/there-is-no-such-page', new WebApp(sesame).authorizeUrl({ client_id: 'nobody' })];
  for (const address of [...visits, '/demo/callback?error=access_denied&state=not-ours']) {
    await page.goto(address);
    expect((await context.cookies()).map((cookie) => cookie.name), address).not.toContainEqual(
      expect.stringMatching(/(sid|visitor)$/),
    );
  }
});

test('signing out ends the session on the server, not only in the browser (row 101)', async ({
  browser,
  context,
  page,
  sesame,
}) => {
  await signInFirst(page);
  const stolen = await context.cookies();

  await page.goto('/logout');
  // Asking is not doing: a link from elsewhere signs nobody out.
  await page.goto(new WebApp(sesame).authorizeUrl());
  await expect(decision(page, 'allow')).toBeVisible();

  await page.goto('/logout');
  await page.locator('main form[action="/logout"] button').click();
  await expectNoDeadEnd(page);

  const thief = await browser.newContext({ baseURL: sesame.url });
  await thief.addCookies(stolen);
  const theirs = await thief.newPage();
  await theirs.goto(new WebApp(sesame).authorizeUrl());
  await expect(passwordField(theirs)).toBeVisible();
  await thief.close();
});

test('a form filled in on another website is refused (row 100)', async ({ page, sesame }) => {
  await page.goto(new WebApp(sesame).authorizeUrl());
  const token = await page.locator('main input[name="csrf_token"]').first().inputValue();
  const form = { csrf_token: token, username: 'john.doe@example.com', password: 'correct horse battery staple' };

  const foreign = await page.request.post('/login', {
    form,
    headers: { origin: 'https://elsewhere.example' },
    maxRedirects: 0,
  });
  expect(foreign.status()).toBe(403);

  const { csrf_token: _, ...without } = form;
  const forged = await page.request.post('/login', {
    form: without,
    headers: { origin: sesame.url },
    maxRedirects: 0,
  });
  expect(forged.status()).toBeGreaterThanOrEqual(400);
  expect(forged.status()).toBeLessThan(500);
});

test('every form that changes something carries a token (row 100)', async ({ page, sesame }) => {
  const bare = (): Promise<number> =>
    page.locator('form[method="post" i]:not(:has(input[name="csrf_token"][value]))').count();
  await page.goto(new WebApp(sesame).authorizeUrl());
  expect(await bare()).toBe(0);
  await signIn(page);
  await expect(decision(page, 'allow')).toBeVisible();
  expect(await bare()).toBe(0);
  await page.goto('/oauth/device');
  expect(await bare()).toBe(0);
  await page.goto('/logout');
  expect(await bare()).toBe(0);
});

test.describe('with an app on an origin of its own', () => {
  let server: Server;
  let origin: string;

  test.beforeEach(async () => {
    const port = await freePort();
    server = createServer((_, response) => response.end('<!doctype html><title>app</title><h1>Back in the app</h1>'));
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
    origin = `http://127.0.0.1:${port}`;
  });
  test.afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  // Chromium holds `form-action` against the redirect that answers the POST; loopback apps may use any port.
  test('the browser follows the consent form there, past form-action (rows 78, 98)', async ({
    page,
    request,
    sesame,
  }) => {
    const app = new WebApp(sesame, `${origin}/demo/callback`);
    await page.goto(app.authorizeUrl());
    await signIn(page);
    const answer = await app.answerTo(page, () => decision(page, 'allow').click());
    await expect(page.getByRole('heading', { name: 'Back in the app' })).toBeVisible();
    await expectToken(await app.exchange(request, app.codeOf(answer)));
  });

  // Somebody who allowed the app before is sent on to it by the sign-in form alone: 303 to the consent, 303 to the app.
  test('the browser follows the sign-in form there, when consent is remembered (rows 78, 98)', async ({
    page,
    request,
    sesame,
  }) => {
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    const [before, now] = [new WebApp(sesame, `${origin}/demo/callback`), new WebApp(sesame, `${origin}/demo/callback`)];
    await page.goto(before.authorizeUrl());
    await signIn(page);
    before.codeOf(await before.answerTo(page, () => decision(page, 'allow').click()));
    await page.goto('/logout');
    await page.locator('main form[action="/logout"] button').click();
    await expectNoDeadEnd(page);

    await page.goto(now.authorizeUrl());
    // The form that answers a wrong password leads there as well.
    await signIn(page, 'not the password');
    await expect(alert(page)).toBeVisible();
    const answer = await now.answerTo(page, () => signIn(page));
    await expect(page.getByRole('heading', { name: 'Back in the app' })).toBeVisible();
    await expectToken(await now.exchange(request, now.codeOf(answer)));
    expect(refused).toEqual([]);
  });
});
