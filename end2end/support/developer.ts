import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Visit } from './gallery';
import { decision, passwordField, signIn, signInFirst, submitOf } from './person';
import { WebApp } from './web_app';

/** What a person types about an app. */
export interface Description {
  kind: 'web' | 'native' | 'device' | 'service';
  name: string;
  redirectUris?: string[];
}

export interface Registered {
  id: string;
  /** Absent for an app that has none. */
  secret?: string;
  href: string;
}

/** A red square of one pixel. */
export const LOGO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

export const nameField = (page: Page): Locator => page.locator('input[name="name"]');
export const codeLines = (page: Page): Locator => page.locator('.code-line code');

/** Registers an app as whoever is signed in, by the page, and reads what it shows. */
export async function register(page: Page, app: Description): Promise<Registered> {
  await page.goto('/developer/apps');
  await page.locator('main a[href="/developer/apps/new"]').click();
  await page.locator(`main a[href$="kind=${app.kind}"]`).click();
  await nameField(page).fill(app.name);
  if (app.redirectUris) await page.locator('textarea[name="redirect_uris"]').fill(app.redirectUris.join('\n'));
  await submitOf(page, nameField(page)).click();
  await expect(page).toHaveURL(/\/developer\/apps\/[0-9a-f]{32}$/);
  const [id = '', secret] = await codeLines(page).allInnerTexts();
  return { id, secret, href: new URL(page.url()).pathname };
}

/** The lines to copy in this language, the first being curl's. */
export async function snippet(page: Page, index: number): Promise<string> {
  return (await page.locator('details[name="snippets"] pre').nth(index).textContent()) ?? '';
}

/** An app's own server on this machine, which waits for browsers to come back. */
export class Callback {
  private readonly arrivals: string[] = [];

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<Callback> {
    const server = createServer();
    const callback = new Callback(server);
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/callback')) callback.arrivals.push(request.url);
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><title>App</title><p>Back');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return callback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/callback`;
  }

  /** The address the last browser came to. */
  async arrival(): Promise<string> {
    await expect.poll(() => this.arrivals.length).toBeGreaterThan(0);
    return new URL(this.arrivals.at(-1) ?? '', this.url).href;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function registered(page: Page, kind: Description['kind'] = 'web'): Promise<Registered> {
  await signInFirst(page);
  const redirectUris = kind === 'web' || kind === 'native' ? ['https://movies.example/callback'] : undefined;
  return register(page, { kind, name: 'Movies', redirectUris });
}

async function makeProblem(page: Page, app: Registered, visit: Visit): Promise<void> {
  const wrong = { client_id: app.id, redirect_uri: 'https://movies.example/other' };
  await page.goto(new WebApp(visit.sesame).authorizeUrl(wrong));
}

/** The developer's pages, for the gallery. */
export const developer: Record<string, (visit: Visit) => Promise<void>> = {
  'developer-apps-none': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/developer/apps');
  },
  'developer-kinds': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/developer/apps/new');
  },
  'developer-new': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/developer/apps/new?kind=web');
  },
  'developer-new-service': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/developer/apps/new?kind=service');
  },
  'developer-new-mistaken': async ({ page }) => {
    await signInFirst(page);
    await page.goto('/developer/apps/new?kind=web');
    await nameField(page).fill('Movies\u200b');
    await page.locator('input[name="site_url"]').fill('movies');
    await page.locator('textarea[name="redirect_uris"]').fill('http://movies.example/callback\nhttps://аpple.example/');
    await page.locator('input[name="logo"]').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await submitOf(page, nameField(page)).click();
    await page.locator('#summary').waitFor();
  },
  'developer-registered': async ({ page }) => {
    await registered(page);
  },
  'developer-apps': async (visit) => {
    const app = await registered(visit.page);
    await makeProblem(visit.page, app, visit);
    await visit.page.goto('/developer/apps');
  },
  'developer-app': async (visit) => {
    const app = await registered(visit.page);
    await makeProblem(visit.page, app, visit);
    await visit.page.goto(app.href);
  },
  'developer-change': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/edit`);
    await page.locator('input[name="logo"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: LOGO });
    await submitOf(page, nameField(page)).click();
    await page.goto(`${href}/edit`);
  },
  'developer-problems': async (visit) => {
    const app = await registered(visit.page);
    await makeProblem(visit.page, app, visit);
    await visit.page.goto(`${app.href}/problems`);
  },
  'developer-problems-none': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/problems`);
  },
  'developer-secret': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/secret`);
  },
  'developer-two-secrets': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/secret`);
    await page.locator('main form button').click();
    await page.locator(`main a[href="${href}/secret/end"]`).waitFor();
  },
  'developer-secret-end': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/secret`);
    await page.locator('main form button').click();
    await page.locator(`main a[href="${href}/secret/end"]`).click();
    await page.locator('main form button').waitFor();
  },
  'developer-pause': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/pause`);
  },
  'developer-paused': async ({ page }) => {
    const { href } = await registered(page, 'device');
    await page.goto(`${href}/pause`);
    await page.locator('main form button').click();
    await page.locator(`main form[action="${href}/resume"]`).waitFor();
  },
  'developer-delete': async ({ page }) => {
    const { href } = await registered(page);
    await page.goto(`${href}/delete`);
  },
};

/** Allows an app that waits, signing in first where that is asked. */
export async function allow(page: Page, authorizeUrl: string): Promise<void> {
  await page.goto(authorizeUrl);
  if (await passwordField(page).isVisible()) await signIn(page);
  await decision(page, 'allow').click();
}
