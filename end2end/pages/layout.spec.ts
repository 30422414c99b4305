// What every page must be, whatever it says; and in English, what axe finds on it.
import type { Page, Response } from '@playwright/test';
import { expectAxeFindsNothing } from '../support/axe';
import { gallery, isProblem } from '../support/gallery';
import type { Sesame } from '../support/server';
import { expect, test } from '../support/test';

for (const [name, open] of Object.entries(gallery)) {
  test(`${name} fits 320 px, is protected by its headers and asks nobody else for anything (row 97)`, async ({
    page,
    request,
    sesame,
    javaScriptEnabled,
  }) => {
    const heard = listen(page, sesame);
    await page.setViewportSize({ width: 320, height: 640 });
    await open({ page, request, sesame });
    await page.waitForLoadState();

    await expect(page).toHaveTitle(/\S+.* · Sésame$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'no page scrolls sideways').toBeLessThanOrEqual(320);
    expect(await smallTargets(page), 'touch targets are 44 px').toEqual([]);

    expect(heard.strangers, 'no third-party asset').toEqual([]);
    expect(heard.broken, 'nothing is missing and no script fails').toEqual([]);
    expectProtected(heard.document);
    if (isProblem(name)) expect(heard.document?.status()).toBeGreaterThanOrEqual(400);
    // axe is itself a script.
    if (javaScriptEnabled !== false) await expectAxeFindsNothing(page, name);
  });
}

interface Heard {
  strangers: string[];
  broken: string[];
  /** The answer that the page on the screen came in. */
  document?: Response;
}

function listen(page: Page, sesame: Sesame): Heard {
  const heard: Heard = { strangers: [], broken: [] };
  page.on('request', (sent) => {
    if (!sent.url().startsWith(sesame.url) && !sent.url().startsWith('data:')) heard.strangers.push(sent.url());
  });
  page.on('response', (got) => {
    const isPage = got.request().isNavigationRequest();
    if (got.status() >= (isPage ? 500 : 400)) heard.broken.push(`${got.status()} ${got.url()}`);
    if (isPage && !(got.status() >= 300 && got.status() < 400)) heard.document = got;
  });
  page.on('console', (message) => {
    // Chromium reports each 4xx there as well: those are counted above, and those of the problem pages are meant.
    const isStatus = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isStatus) heard.broken.push(message.text());
  });
  page.on('pageerror', (error) => heard.broken.push(error.message));
  return heard;
}

function expectProtected(document: Response | undefined): void {
  const headers = document?.headers() ?? {};
  const policy = headers['content-security-policy'] ?? '';
  for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", 'form-action']) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toContain('unsafe-inline');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['content-type']).toMatch(/^text\/html/);
}

/** Buttons and fields that a finger would miss; a word inside a sentence is not meant for one (WCAG 2.5.8). */
async function smallTargets(page: Page): Promise<string[]> {
  const field = ':is(input, select, textarea):not([type="hidden"], [type="checkbox"], [type="radio"])';
  return page.locator(`main .button, main ${field}`).evaluateAll((controls) =>
    controls
      .map((control) => ({ height: control.getBoundingClientRect().height, html: control.outerHTML.slice(0, 80) }))
      .filter(({ height }) => height > 0 && height < 43.5)
      .map(({ height, html }) => `${Math.round(height)} px high: ${html}`),
  );
}

test('the language switch changes the page and stays changed', async ({ page }) => {
  await page.goto('/login');
  await page.locator('a[hreflang="fr"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.locator('a[hreflang="en"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('an error page has a reference that the log has too', async ({ page, sesame }) => {
  await page.goto('/oauth/authorize?client_id=nobody-knows-me');
  const reference = await page.locator('main p.hint code').innerText();
  expect(reference.trim()).not.toBe('');
  expect(sesame.log()).toContain(reference.trim());
});
