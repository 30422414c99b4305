// The device flow as a person and a television live it (contract §1), with scripts and without.
import { Device } from '../support/device';
import {
  alert,
  codeField,
  decision,
  expectNoDeadEnd,
  passwordField,
  signIn,
  signInFirst,
  submitOf,
} from '../support/person';
import { expect, test, withScripts } from '../support/test';
import { expectJohn, expectToken } from '../support/web_app';

test('a device is connected by its link, signed out, and reads the data (rows 28, 30, 33, 38, 39)', async ({
  page,
  request,
  sesame,
}) => {
  const device = await Device.ask(request, sesame, 'json');
  await device.expectPoll('authorization_pending');

  await page.goto(device.completeUri);
  await signIn(page);
  // The same page, the code still there, and nothing is connected by looking at it.
  const confirm = page.locator('main');
  await expect(confirm).toContainText(device.userCode);
  await expect(confirm).toContainText('john.doe@example.com');
  await expect(confirm).toContainText('127.0.0.1');
  await expect(decision(page, 'refuse')).toBeVisible();
  await device.interval();
  await device.expectPoll('authorization_pending');

  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);
  await device.interval();
  await expectJohn(request, sesame, await expectToken(await device.poll()));
});

test('a code typed by hand may be in lower case and without its dash (row 31)', async ({ page, request, sesame }) => {
  const device = await Device.ask(request, sesame, 'form');
  await page.goto(device.uri);
  if (await passwordField(page).isVisible()) await signIn(page);
  await codeField(page).fill(device.userCode.toLowerCase().replace('-', ''));
  await submitOf(page, codeField(page)).click();
  if (await passwordField(page).isVisible()) await signIn(page);
  await expect(page.locator('main')).toContainText(device.userCode);
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);

  await expectJohn(request, sesame, await expectToken(await device.poll()));
});

test('somebody already signed in only confirms', async ({ page, request, sesame }) => {
  await signInFirst(page);
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await expect(page.locator('main')).toContainText(device.userCode);
  await decision(page, 'connect').click();
  await expectNoDeadEnd(page);
  await expectToken(await device.poll());
});

test('"I did not ask for this" is access_denied once, then invalid_grant (rows 33, 37)', async ({
  page,
  request,
  sesame,
}) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await signIn(page);
  await decision(page, 'refuse').click();
  await expect(decision(page, 'connect')).toHaveCount(0);

  await device.expectPoll('access_denied');
  await device.interval();
  await device.expectPoll('invalid_grant');
});

test('a device that polls too fast is told to slow down (rows 33, 34)', async ({ request, sesame }) => {
  const device = await Device.ask(request, sesame, 'json');
  await device.expectPoll('authorization_pending');
  await device.expectPoll('slow_down');
  // Five seconds are too short from now on.
  await device.interval(5);
  await device.expectPoll('slow_down');
});

test('the page turns green when the device has its token', async ({ page, request, sesame, javaScriptEnabled }) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await signIn(page);
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);
  const [seal, sentence] = [page.locator('main .seal'), page.locator('main .live')];
  const colour = () => seal.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await colour();
  if (withScripts(javaScriptEnabled)) await expect(sentence).not.toBeEmpty();

  await expectToken(await device.poll());
  // Without scripts the person looks again.
  if (!withScripts(javaScriptEnabled)) await page.reload();
  await expect(sentence).toHaveClass(/good/);
  await expect(sentence).not.toBeEmpty();
  await expect.poll(colour).not.toBe(before);
});

test('a code works once (row 29)', async ({ page, request, sesame }) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await signIn(page);
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);
  await expectToken(await device.poll());
  await device.interval();
  await device.expectPoll('invalid_grant');
});

test('an unknown code and a used one get the same kind answer (rows 40, 107)', async ({ page, request, sesame }) => {
  await signInFirst(page);
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);

  const said = async (code: string): Promise<string> => {
    await page.goto(device.uri);
    await codeField(page).fill(code);
    await submitOf(page, codeField(page)).click();
    await expect(alert(page)).toBeVisible();
    await expect(codeField(page)).toHaveAttribute('aria-invalid', 'true');
    return alert(page).innerText();
  };
  const used = await said(device.userCode);
  expect(used.trim()).not.toBe('');
  expect(await said('BCDF-GHJK')).toBe(used);
});

test('an unknown code in the link says so and offers to type another (rows 40, 107)', async ({ page }) => {
  await signInFirst(page);
  const response = await page.goto('/oauth/device?user_code=BCDF-GHJK');
  expect(response?.status()).toBeLessThan(500);
  await expect(alert(page)).toBeVisible();
  await expect(codeField(page)).toBeVisible();
});

test('a server restarted between the question and the answer loses nothing (row 107)', async ({
  page,
  request,
  sesame,
}) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await sesame.restart();
  await signIn(page);
  await sesame.restart();
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);
  await sesame.restart();
  await expectToken(await device.poll());
});

test('going back and connecting again explains itself (row 107)', async ({ page, request, sesame }) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await signIn(page);
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);
  await page.goBack();
  if (await decision(page, 'connect').isVisible()) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await decision(page, 'connect').click();
    expect((await answered).status()).toBeLessThan(500);
  }
  await expectNoDeadEnd(page);
  await expectToken(await device.poll());
});

test('a device connected in one tab is not connected again in another (row 107)', async ({
  context,
  page,
  request,
  sesame,
}) => {
  const device = await Device.ask(request, sesame);
  await page.goto(device.completeUri);
  await signIn(page);
  const otherTab = await context.newPage();
  await otherTab.goto(device.completeUri);
  await decision(page, 'connect').click();
  await expect(decision(page, 'connect')).toHaveCount(0);

  const answered = otherTab.waitForResponse((response) => response.request().method() === 'POST');
  await decision(otherTab, 'refuse').click();
  expect((await answered).status()).toBe(410);
  await expect(otherTab.getByRole('heading', { level: 1 })).toHaveText('This code can no longer be used');
  await expectNoDeadEnd(otherTab);
  // The first answer counts.
  await expectToken(await device.poll());
});

test('the code groups itself while it is typed, and takes any paste', async ({ page, javaScriptEnabled }) => {
  test.skip(!withScripts(javaScriptEnabled), 'this is what the scripts add');
  await signInFirst(page);
  await page.goto('/oauth/device');
  const field = codeField(page);
  // The scripts arrive after the page: the first attempt may be too early.
  await expect(async () => {
    await field.fill('');
    await field.pressSequentially('bcdfghjk');
    await expect(field).toHaveValue('BCDF-GHJK', { timeout: 500 });
  }).toPass();

  for (const pasted of [' bcdf ghjk ', 'BCDFGHJK', 'bcdf—ghjk!', `http://x.example/oauth/device?user_code=BCDF-GHJK`]) {
    await field.fill('');
    await field.focus();
    await page.keyboard.insertText(pasted);
    await expect(field).toHaveValue('BCDF-GHJK');
  }
});
