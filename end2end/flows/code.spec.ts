// The authorization-code flow as a person and an app live it (contract §1), with scripts and without.
import { alert, decision, expectNoDeadEnd, passwordField, signIn, usernameField } from '../support/person';
import { expect, test } from '../support/test';
import { WebApp, expectJohn, expectToken } from '../support/web_app';

test('an app reads the data of the person who signs in and allows it (rows 5, 11, 17, 51, 73)', async ({
  page,
  request,
  sesame,
}) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  const signedIn = page.waitForResponse((response) => response.request().method() === 'POST');
  await signIn(page);
  expect((await signedIn).status()).toBe(303);

  const decided = page.waitForResponse((response) => response.request().method() === 'POST');
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());
  expect((await decided).status()).toBe(303);

  const token = await expectToken(await app.exchange(request, app.codeOf(answer)));
  await expectJohn(request, sesame, token);
});

test('the same with a JSON token request and the secret in its body', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());

  const token = await expectToken(await app.exchangeJson(request, app.codeOf(answer)));
  await expectJohn(request, sesame, token);
});

test('consent names who asks, for what, for how long, and who is signed in (row 102)', async ({ page, sesame }) => {
  await page.goto(new WebApp(sesame).authorizeUrl());
  await signIn(page);
  const consent = page.locator('main');
  await expect(decision(page, 'allow')).toBeVisible();
  await expect(decision(page, 'refuse')).toBeVisible();
  await expect(consent).toContainText('john.doe@example.com');
  // The host that the answer will go to, which a false name cannot hide.
  await expect(consent).toContainText('127.0.0.1');
  await expect(consent.locator('li').first()).not.toBeEmpty();
  await expect(page).toHaveTitle(/\S+.* · Sésame$/);
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
});

test('what can be left out is left out, and is not asked again (row 102)', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  const both = app.authorizeUrl({ scope: 'read write' });
  await page.goto(both);
  await signIn(page);
  const box = page.locator('input[type="checkbox"][name="scope"]');
  await expect(box).toHaveCount(1);
  await expect(box).toBeChecked();
  await box.uncheck();
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());
  await expectToken(await app.exchange(request, app.codeOf(answer)));

  const again = await app.answerTo(page, () => page.goto(both));
  await expectToken(await app.exchange(request, app.codeOf(again)));
});

test('a refusal goes back to the app with access_denied, its state and iss (rows 2, 51)', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  const answer = await app.answerTo(page, () => decision(page, 'refuse').click());

  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  expect(answer.get('state')).toBe(app.state);
  expect(answer.get('iss')).toBe(sesame.url);
  expect(answer.has('code')).toBe(false);
});

test('a wrong password is said once and kindly, and the right one goes on (rows 104, 107)', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page, 'not the password');

  await expect(alert(page)).toBeVisible();
  await expect(usernameField(page)).toHaveValue('john.doe@example.com');
  await expect(usernameField(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(passwordField(page)).toHaveValue('');
  await expect(passwordField(page)).toHaveAttribute('aria-invalid', 'true');

  await signIn(page);
  app.codeOf(await app.answerTo(page, () => decision(page, 'allow').click()));
});

test('nobody learns from the sign-in page whether an account exists (row 104)', async ({ page }) => {
  await page.goto('/login');
  const tried = async (email: string): Promise<{ status: number; said: string }> => {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await signIn(page, 'not the password', email);
    const status = (await answered).status();
    await expect(alert(page)).toBeVisible();
    return { status, said: await alert(page).innerText() };
  };
  expect(await tried('nobody@example.com')).toEqual(await tried('john.doe@example.com'));
});

test('an unknown app is told to the person and never redirected to (row 1)', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  const response = await page.goto(app.authorizeUrl({ client_id: 'nobody-knows-me' }));
  expect(response?.status()).toBeGreaterThanOrEqual(400);
  expect(response?.status()).toBeLessThan(500);
  expect(new URL(page.url()).pathname).toBe('/oauth/authorize');
  await expectNoDeadEnd(page);
});

test('an unregistered return address is told to the person and never redirected to (rows 1, 70)', async ({
  page,
  sesame,
}) => {
  const app = new WebApp(sesame);
  for (const wrong of [`${app.redirectUri}/`, `${app.redirectUri}?x=1`, 'https://thief.example/callback', null]) {
    const response = await page.goto(app.authorizeUrl({ redirect_uri: wrong }));
    // Left out, the one registered address may stand for it (RFC 6749 §3.1.2.3): then it is the sign-in page.
    if (wrong === null) expect(response?.status()).toBeLessThan(500);
    else expect(response?.status()).toBe(400);
    expect(page.url().startsWith(sesame.url)).toBe(true);
  }
});

test('any other mistake of the app goes back to it with its state (rows 2, 3, 23, 24)', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  const mistakes: [Record<string, string | null>, string][] = [
    [{ response_type: null }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
  ];
  for (const [changes, error] of mistakes) {
    const answer = await app.answerTo(page, () => page.goto(app.authorizeUrl(changes)));
    expect(answer.get('error'), JSON.stringify(changes)).toBe(error);
    expect(answer.get('state')).toBe(app.state);
    expect(answer.get('iss')).toBe(sesame.url);
  }
});

test.describe('for somebody whose browser asks for French', () => {
  test.use({ locale: 'fr-FR' });

  test('the whole flow speaks French', async ({ page, request, sesame }) => {
    const app = new WebApp(sesame);
    await page.goto(app.authorizeUrl());
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(page.getByRole('button', { name: 'Se connecter' })).toBeVisible();
    await signIn(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(decision(page, 'allow')).toHaveText(/Autoriser/);
    const answer = await app.answerTo(page, () => decision(page, 'allow').click());
    await expectToken(await app.exchange(request, app.codeOf(answer)));
  });

  test('the app may ask for English all the same', async ({ page, sesame }) => {
    await page.goto(new WebApp(sesame).authorizeUrl({ ui_locales: 'en' }));
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
