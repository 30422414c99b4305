import { test as base, expect } from '@playwright/test';
import { Sesame } from './server';

export { expect };

/** Playwright's test with a Sésame of its own behind `page` and `request`: `page.goto('/login')` is enough. */
export const test = base.extend<{ sesame: Sesame }>({
  sesame: async ({}, use, info) => {
    const sesame = await Sesame.start();
    await use(sesame);
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: sesame.log(), contentType: 'text/plain' });
    }
    await sesame.stop();
  },
  baseURL: async ({ sesame }, use) => use(sesame.url),
});

/** The scripts of the pages could be built, and this browser runs them. */
export function withScripts(javaScriptEnabled: boolean | undefined): boolean {
  return javaScriptEnabled !== false && process.env.SESAME_SCRIPTS !== '0';
}
