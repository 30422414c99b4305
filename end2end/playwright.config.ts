import { defineConfig } from '@playwright/test';

// Told by `cargo xtask` (xtask/src/end2end.rs): SESAME_BIN, SESAME_SCRIPTS, CHROMIUM_PATH, SCREENS.
//
// There is no `webServer` here: each test starts its own Sésame on an empty database (support/server.ts). Nothing that
// one test did (a permission given, a wrong password counted) can then change how another one ends.
export default defineConfig({
  testDir: '.',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    locale: 'en-GB',
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      // The system's Chromium when xtask found one, otherwise Playwright's own.
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'chromium',
      use: { javaScriptEnabled: true },
      // Pictures are taken by `cargo xtask screens` alone.
      testMatch: process.env.SCREENS === '1' ? 'screens.spec.ts' : '**/*.spec.ts',
      testIgnore: process.env.SCREENS === '1' ? [] : ['screens.spec.ts'],
    },
    {
      name: 'chromium-nojs',
      use: { javaScriptEnabled: false },
      // axe is itself a script, and what it reads is the same HTML.
      testIgnore: ['screens.spec.ts', 'pages/axe.spec.ts'],
    },
  ],
});
