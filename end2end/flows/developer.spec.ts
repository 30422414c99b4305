// A developer registers an app in the browser; a program nobody here wrote runs the flow with what the page showed; the
// person takes it back.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Callback, LOGO, allow, codeLines, nameField, register, snippet } from '../support/developer';
import { alert, decision, john, signInFirst, submitOf } from '../support/person';
import { expect, test } from '../support/test';
import { WebApp, expectJohn, expectToken } from '../support/web_app';

test('what the page shows runs the whole flow, until the person takes it back', async ({ page, request, sesame }) => {
  const callback = await Callback.listen();
  await signInFirst(page);
  const { id, secret = '' } = await register(page, { kind: 'web', name: 'My Films', redirectUris: [callback.url] });
  expect(secret).toMatch(/^[\w-]{43}$/);
  await page.reload();
  await expect(codeLines(page)).toHaveText([id]);

  const app = new WebApp(sesame, callback.url, { id, secret });
  await page.goto(app.authorizeUrl());
  await expect(page.locator('main')).toContainText('My Films');
  await expect(page.locator('main')).toContainText('John Doe');
  await decision(page, 'allow').click();
  const answer = new URL(await callback.arrival()).searchParams;
  const token = await expectToken(await app.exchange(request, app.codeOf(answer)));
  await expectJohn(request, sesame, token);
  const refreshed = await expectToken(await app.refresh(request, token.refresh_token));
  await expectJohn(request, sesame, refreshed);

  await page.goto('/account/apps');
  await page.locator(`main a[href="/account/apps/${id}/revoke"]`).click();
  await page.locator('main form button').click();
  await expect(page).toHaveURL(/\/account\/apps$/);

  const call = await request.get(`${sesame.url}/api/v1/users/current_user`, {
    headers: { authorization: `Bearer ${refreshed.access_token}` },
  });
  expect(call.status()).toBe(401);
  const again = await app.refresh(request, refreshed.refresh_token);
  expect(again.status()).toBe(400);
  expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
  await callback.close();
});

test('a mistake is said beside its field, what was typed is kept, and then it works', async ({ page }) => {
  await signInFirst(page);
  await page.goto('/developer/apps/new?kind=web');
  await nameField(page).fill('My Films');
  const uris = page.locator('textarea[name="redirect_uris"]');
  await uris.fill('http://films.example/callback\nhttps://аpple.example/callback');
  await submitOf(page, nameField(page)).click();

  await expect(alert(page)).toContainText('2');
  await expect(page.locator('#redirect_uris-problem')).toContainText('https://xn--pple-43d.example/callback');
  await expect(nameField(page)).toHaveValue('My Films');
  await expect(uris).toHaveAttribute('aria-invalid', 'true');
  await alert(page).locator('a').first().click();
  await expect(uris).toBeFocused();

  await uris.fill('https://films.example/callback');
  await page.locator('input[name="logo"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: LOGO });
  await submitOf(page, nameField(page)).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Films');
  const logo = page.locator('main img.logo');
  await expect(logo).toHaveAttribute('src', /^\/logos\/[0-9a-f]{64}$/);
  expect(await logo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);
});

test('an app whose developer pauses it is refused, and one that is deleted is gone', async ({ page, sesame }) => {
  await signInFirst(page);
  const redirectUri = 'https://films.example/callback';
  const { id, secret = '', href } = await register(page, { kind: 'web', name: 'Films', redirectUris: [redirectUri] });
  const app = new WebApp(sesame, redirectUri, { id, secret });

  await page.locator(`main a[href="${href}/pause"]`).click();
  await page.locator('main form button').click();
  expect((await page.goto(app.authorizeUrl()))?.status()).toBe(400);
  await page.goto(href);
  await page.locator(`main form[action="${href}/resume"] button`).click();
  await page.goto(app.authorizeUrl());
  await expect(decision(page, 'allow')).toBeVisible();

  await page.goto(href);
  await page.locator(`main a[href="${href}/delete"]`).click();
  await page.locator('main form button').click();
  await expect(page).toHaveURL(/\/developer\/apps$/);
  await expect(page.locator('main')).toContainText('Films');
  expect((await page.goto(href))?.status()).toBe(404);
});

for (const { language, index, command, file, driver } of [
  {
    language: 'JavaScript',
    index: 1,
    command: 'node',
    file: 'app.mjs',
    driver: `
import { createInterface } from 'node:readline';
console.log(authorizeUrl());
for await (const address of createInterface({ input: process.stdin })) {
  const { access_token } = await signedIn(address);
  console.log(JSON.stringify(await currentUser(access_token)));
  break;
}
process.exit(0);
`,
  },
  {
    language: 'Python',
    index: 2,
    command: 'python3',
    file: 'app.py',
    driver: `
print(authorize_url(), flush=True)
print(json.dumps(current_user(signed_in(input())["access_token"])), flush=True)
`,
  },
]) {
  test(`the ${language} lines of the page run as they stand`, async ({ page }) => {
    test.skip(spawnSync(command, ['--version']).status !== 0, `${command} is not installed`);
    const callback = await Callback.listen();
    await signInFirst(page);
    const { secret = '' } = await register(page, { kind: 'web', name: 'Films', redirectUris: [callback.url] });
    const lines = (await snippet(page, index)).replace('CLIENT_SECRET', secret);

    const folder = mkdtempSync(join(tmpdir(), 'sesame-snippet-'));
    writeFileSync(join(folder, file), `${lines}\n${driver}`);
    const app = spawn(command, [join(folder, file)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const said = createInterface({ input: app.stdout })[Symbol.asyncIterator]();
    await allow(page, (await said.next()).value as string);
    app.stdin.end(`${await callback.arrival()}\n`);
    expect(JSON.parse((await said.next()).value as string)).toMatchObject({ email: john.email });
    if (app.exitCode === null) await once(app, 'exit');
    rmSync(folder, { recursive: true });
    await callback.close();
  });
}
