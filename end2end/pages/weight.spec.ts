// The promise of the login and consent pages: no script, and 20 KB with their style.
import { gzipSync } from 'node:zlib';
import type { APIRequestContext, Page } from '@playwright/test';
import { decision, signIn } from '../support/person';
import { expect, test } from '../support/test';
import { WebApp } from '../support/web_app';

const MOST = 20 * 1024;

/** The page's own HTML with its stylesheets, compressed, in bytes. */
async function weigh(page: Page, request: APIRequestContext, html: string): Promise<number> {
  let bytes = gzipSync(html).length;
  const sheets = await page.locator('link[rel="stylesheet"]').evaluateAll((links) =>
    links.map((link) => (link as HTMLLinkElement).href),
  );
  expect(sheets.length, 'the page has a style').toBeGreaterThan(0);
  for (const sheet of sheets) {
    const response = await request.get(sheet, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.status()).toBe(200);
    expect(response.headers()['content-encoding'], 'the style travels compressed').toBe('gzip');
    bytes += gzipSync(await response.body()).length;
  }
  return bytes;
}

function expectNoScript(html: string, scripts: string[]): void {
  expect(html).not.toMatch(/<script/i);
  expect(html).not.toMatch(/<link[^>]+modulepreload/i);
  expect(html).not.toMatch(/\son[a-z]+=/i);
  expect(scripts).toEqual([]);
}

/** Every script and module the browser asks for. */
function watchScripts(page: Page): string[] {
  const scripts: string[] = [];
  page.on('request', (sent) => {
    if (sent.resourceType() === 'script' || /\.(js|wasm)(\?|$)/.test(sent.url())) scripts.push(sent.url());
  });
  return scripts;
}

test('the sign-in page sends no script and at most 20 KB with its style', async ({ page, request, sesame }) => {
  const scripts = watchScripts(page);
  const response = await page.goto(new WebApp(sesame).authorizeUrl());
  const html = (await response?.text()) ?? '';
  expectNoScript(html, scripts);
  expect(response?.headers()['content-security-policy']).not.toContain('script-src');
  expect(await weigh(page, request, html)).toBeLessThanOrEqual(MOST);
});

test('the consent page sends no script and at most 20 KB with its style', async ({ page, request, sesame }) => {
  await page.goto(new WebApp(sesame).authorizeUrl());
  await signIn(page);
  await expect(decision(page, 'allow')).toBeVisible();
  // Asked for once more, now signed in: the consent page is the answer.
  const scripts = watchScripts(page);
  const response = await page.goto(new WebApp(sesame).authorizeUrl());
  await expect(decision(page, 'allow')).toBeVisible();
  const html = (await response?.text()) ?? '';
  expectNoScript(html, scripts);
  expect(response?.headers()['content-security-policy']).not.toContain('script-src');
  expect(await weigh(page, request, html)).toBeLessThanOrEqual(MOST);
});
