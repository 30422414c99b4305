// Every form by keyboard alone, and the focus always in sight.
import type { Locator, Page } from '@playwright/test';
import { Device } from '../support/device';
import { codeField, decision, john, passwordField, signInFirst, submitOf, usernameField } from '../support/person';
import { expect, test } from '../support/test';
import { WebApp } from '../support/web_app';

const MOST_STOPS = 40;

/** Presses Tab until the control has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(control)) return expectVisibleFocus(control);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${control} cannot be reached with ${MOST_STOPS} presses of Tab`);
}

async function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}

/** An outline or a ring, drawn where the focus is. */
async function expectVisibleFocus(control: Locator): Promise<void> {
  const ring = await control.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return { outline: outlineStyle !== 'none' && outlineWidth !== '0px', shadow: boxShadow !== 'none' };
  });
  expect(ring.outline || ring.shadow, `${control} shows its focus`).toBe(true);
}

async function signInByKeyboard(page: Page): Promise<void> {
  await tabTo(page, usernameField(page));
  await page.keyboard.type(john.email);
  await tabTo(page, passwordField(page));
  await page.keyboard.type(john.password);
  await page.keyboard.press('Enter');
}

test('signing in and allowing need no mouse', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signInByKeyboard(page);
  await tabTo(page, decision(page, 'allow'));
  app.codeOf(await app.answerTo(page, () => page.keyboard.press('Enter')));
});

test('refusing is as near as allowing', async ({ page, sesame }) => {
  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signInByKeyboard(page);
  await tabTo(page, decision(page, 'refuse'));
  const answer = await app.answerTo(page, () => page.keyboard.press('Space'));
  expect(answer.get('error')).toBe('access_denied');
});

test('the sign-in page starts in its first empty field', async ({ page }) => {
  await page.goto('/login');
  await expect(usernameField(page)).toBeFocused();
});

test('a device is connected without a mouse', async ({ page, request, sesame }) => {
  const device = await Device.ask(request, sesame);
  await signInFirst(page);
  await page.goto(device.uri);
  await tabTo(page, codeField(page));
  await page.keyboard.type(device.userCode);
  await tabTo(page, submitOf(page, codeField(page)));
  await page.keyboard.press('Enter');
  await tabTo(page, decision(page, 'connect'));
  await page.keyboard.press('Enter');
  await expect(decision(page, 'connect')).toHaveCount(0);
  expect((await device.poll()).status()).toBe(200);
});

test('the password can be looked at before it is sent', async ({ page }) => {
  await page.goto('/login');
  await page.locator('main form a.toggle').click();
  const password = page.locator('input[name="password"]');
  await expect(password).toHaveAttribute('type', 'text');
  await usernameField(page).fill(john.email);
  await password.fill(john.password);
  await page.keyboard.press('Enter');
  await expect(password).toHaveCount(0);
});
