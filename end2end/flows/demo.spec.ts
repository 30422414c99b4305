// The demo page of contract §8: what a newcomer clicks first.
import { decision, signIn } from '../support/person';
import { USER_CODE } from '../support/device';
import { expect, test } from '../support/test';
import { TOKEN_KEYS, USER_KEYS } from '../support/web_app';

/** The one page that shows a JSON answer of the API is the end of either flow. */
const RESULT = /"email":\s*"john\.doe@example\.com"/;

test('the demo shows the whole web flow for real, from one click to the JSON', async ({ page }) => {
  await page.goto('/demo');
  await page.locator('main a[href*="demo"], main a[href*="authorize"]').first().click();
  await signIn(page);
  await decision(page, 'allow').click();
  await expect(page.locator('main')).toContainText(RESULT);
  // The keys stand as the server sent them, which is as the contract has them.
  const shown = await page.locator('main pre').allInnerTexts();
  const keys = shown.map((json) => Object.keys(JSON.parse(json) as object));
  expect(keys).toEqual([USER_KEYS, TOKEN_KEYS]);
});

test('the demo app says so when it is refused', async ({ page }) => {
  await page.goto('/demo');
  await page.locator('main a[href*="demo"], main a[href*="authorize"]').first().click();
  await signIn(page);
  await decision(page, 'refuse').click();
  await expect(page.locator('main')).toContainText('access_denied');
});

test('the demo television shows a code and, once it is confirmed, the JSON', async ({ context, page }) => {
  await page.goto('/demo');
  await page.locator('main form button').first().click();
  const code = (await page.locator('main').innerText()).match(/[A-Z]{4}-[A-Z]{4}/)?.[0] ?? '';
  expect(code).toMatch(USER_CODE);

  const phone = await context.newPage();
  await phone.goto(`/oauth/device?user_code=${code}`);
  await signIn(phone);
  await expect(phone.locator('main')).toContainText('127.0.0.1');
  await decision(phone, 'connect').click();

  // The screen polls by reloading itself, with scripts or without.
  await expect(page.locator('main')).toContainText(RESULT, { timeout: 20_000 });
});

test('the demo shows the curl lines and who may sign in', async ({ page, sesame }) => {
  await page.goto('/demo');
  const main = page.locator('main');
  await expect(main).toContainText('john.doe@example.com');
  await expect(main).toContainText('correct horse battery staple');
  await expect(main).toContainText(`${sesame.url}/oauth/authorize_device`);
  await expect(main).toContainText('/api/v1/users/current_user');
});
