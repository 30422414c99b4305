// What people really do: go back, click twice, open two tabs, come back later. Row 107: no dead ends.
import type { Page } from '@playwright/test';
import { Device } from '../support/device';
import { alert, decision, expectNoDeadEnd, passwordField, requestField, signIn, signInFirst, waysOn } from '../support/person';
import { expect, test } from '../support/test';
import { WebApp, expectToken } from '../support/web_app';

/** Does whatever the page offers until the app has its answer: sign in, allow, or the main way on. */
async function finish(page: Page, app: WebApp): Promise<URLSearchParams> {
  let answer: URLSearchParams | undefined;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && app.isReturn(request.url())) answer = new URL(request.url()).searchParams;
  });
  for (let step = 0; step < 6 && !answer; step += 1) {
    const loaded = page.waitForEvent('load');
    if (await passwordField(page).isVisible()) await signIn(page);
    else if (await decision(page, 'allow').isVisible()) await decision(page, 'allow').click();
    else await waysOn(page).first().click();
    await loaded;
  }
  if (!answer) throw new Error(`no answer came back to the app; the last page was ${page.url()}`);
  return answer;
}

/** The fields of the form that holds the consent buttons, as the browser would send them. */
async function consentFields(page: Page): Promise<Record<string, string>> {
  return page
    .locator('form')
    .filter({ has: decision(page, 'allow') })
    .evaluate((form) => {
      const fields = [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]);
      return { ...Object.fromEntries(fields), decision: 'allow' } as Record<string, string>;
    });
}

test('going back after allowing explains itself and leads on (row 107)', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  const code = app.codeOf(await app.answerTo(page, () => decision(page, 'allow').click()));
  await page.waitForLoadState();

  const response = await page.goBack();
  if (response) expect(response.status()).toBeLessThan(500);
  // A browser may still show the form; sent again, it must not end in an error.
  if (await decision(page, 'allow').isVisible()) {
    const again = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await decision(page, 'allow').click();
    expect((await again).status()).toBeLessThan(500);
    await page.waitForLoadState();
  }
  await expectNoDeadEnd(page);
  // And the first answer still counts.
  await expectToken(await app.exchange(request, code));
});

test('a click on Allow whose reply is lost may be made again (row 107)', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  await expect(decision(page, 'allow')).toBeVisible();
  const form = await consentFields(page);
  const headers = { origin: sesame.url };
  const lost = await page.request.post('/oauth/consent', { form, headers, maxRedirects: 0 });
  expect(lost.status()).toBe(303);
  const lostCode = app.codeOf(new URL(lost.headers()['location'] ?? '').searchParams);

  const code = app.codeOf(await app.answerTo(page, () => decision(page, 'allow').click()));
  expect(code).not.toBe(lostCode);
  await expectToken(await app.exchange(request, code));
});

test('a double click on Allow reaches the app with a code that works (row 107)', async ({ page, request, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  const answer = await app.answerTo(page, () => decision(page, 'allow').dblclick({ noWaitAfter: true }));
  await expectToken(await app.exchange(request, app.codeOf(answer)));
});

test('a double click on Connect says that the device may go on (row 107)', async ({ page, request, sesame }) => {
  await signInFirst(page);
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await decision(page, 'connect').dblclick({ noWaitAfter: true });
  await page.waitForURL('**/oauth/device/done');
  await expectNoDeadEnd(page);
  await expectToken(await device.poll());
});

test('two tabs, both waiting for a sign-in, both finish (row 107)', async ({ context, page, request, sesame }) => {
  const [first, second] = [new WebApp(sesame), new WebApp(sesame)];
  const otherTab = await context.newPage();
  await page.goto(first.authorizeUrl());
  await otherTab.goto(second.authorizeUrl());

  const firstCode = first.codeOf(await finish(page, first));
  // This tab's form is from before the sign-in in the other one.
  const secondCode = second.codeOf(await finish(otherTab, second));

  await expectToken(await first.exchange(request, firstCode));
  await expectToken(await second.exchange(request, secondCode));
});

test('two tabs, both at the consent, both finish (row 107)', async ({ context, page, request, sesame }) => {
  const [first, second] = [new WebApp(sesame), new WebApp(sesame)];
  await signInFirst(page);
  const otherTab = await context.newPage();
  await page.goto(first.authorizeUrl());
  await otherTab.goto(second.authorizeUrl());

  const secondCode = second.codeOf(await finish(otherTab, second));
  const firstCode = first.codeOf(await finish(page, first));

  await expectToken(await second.exchange(request, secondCode));
  await expectToken(await first.exchange(request, firstCode));
});

test('a server restarted at the sign-in and again at the consent loses nothing (row 107)', async ({
  page,
  request,
  sesame,
}) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await sesame.restart();
  await signIn(page);
  await expect(decision(page, 'allow')).toBeVisible();
  await sesame.restart();
  const answer = await app.answerTo(page, () => decision(page, 'allow').click());
  await sesame.restart();
  await expectToken(await app.exchange(request, app.codeOf(answer)));
});

test('a request that is no longer known says so and leads on (row 107)', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  await requestField(page).evaluate((field) => {
    (field as HTMLInputElement).value = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  });
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await decision(page, 'allow').click();
  const response = await answered;
  expect(response.status()).toBeGreaterThanOrEqual(400);
  expect(response.status()).toBeLessThan(500);
  expect(page.url().startsWith(sesame.url)).toBe(true);
  await expectNoDeadEnd(page);
});

test('a sign-in form whose cookie is gone says so and can be started again (rows 100, 107)', async ({
  context,
  page,
  request,
  sesame,
}) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await context.clearCookies();
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await signIn(page);
  expect((await answered).status()).toBeLessThan(500);
  await expectNoDeadEnd(page);

  await page.goto(app.authorizeUrl());
  const code = app.codeOf(await finish(page, app));
  await expectToken(await app.exchange(request, code));
});

test('"Not you?" on the consent page lets somebody else sign in and comes back to it', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page);
  await expect(decision(page, 'allow')).toBeVisible();
  await page.locator('main form[action="/logout"] button').click();
  await expect(passwordField(page)).toBeVisible();
  await signIn(page);
  app.codeOf(await app.answerTo(page, () => decision(page, 'allow').click()));
});

test('the language switch loses no app that waits, not even after a wrong password (row 107)', async ({
  page,
  sesame,
}) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await page.locator('a[hreflang="fr"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await signIn(page, 'not the password');
  await expect(alert(page)).toBeVisible();
  await page.locator('a[hreflang="en"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await signIn(page);
  app.codeOf(await app.answerTo(page, () => decision(page, 'allow').click()));
});

test('the language switch finds a connected device still connected (row 107)', async ({ page, request, sesame }) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await signIn(page);
  await page.locator('a[hreflang="fr"]').click();
  await decision(page, 'connect').click();
  const connected = page.getByRole('heading', { level: 1 });
  await expect(connected).toHaveText('Appareil relié');
  await page.locator('a[hreflang="en"]').click();
  await expect(connected).toHaveText('Connected');
});
