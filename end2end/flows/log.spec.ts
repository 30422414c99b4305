import { Device } from '../support/device';
import { decision, john, signIn } from '../support/person';
import { expect, test } from '../support/test';
import { WebApp, expectToken } from '../support/web_app';

test('no secret is in the log or in an address a person can see (row 108)', async ({
  context,
  page,
  request,
  sesame,
}) => {
  const addresses: string[] = [];
  page.on('request', (sent) => addresses.push(sent.url()));

  const app = new WebApp(sesame);
  await page.goto(app.authorizeUrl());
  await signIn(page, 'a wrong password 1');
  await signIn(page);
  const code = app.codeOf(await app.answerTo(page, () => decision(page, 'allow').click()));
  const token = await expectToken(await app.exchange(request, code));
  const device = await Device.ask(request, sesame);
  await device.expectPoll('authorization_pending');
  const cookies = await context.cookies();

  const log = sesame.log();
  const secrets = [
    'a wrong password 1',
    code,
    app.verifier,
    app.secret,
    token.access_token,
    token.refresh_token,
    device.deviceCode,
    ...cookies.filter((cookie) => cookie.httpOnly).map((cookie) => cookie.value),
  ];
  for (const secret of secrets) expect(log).not.toContain(secret);
  // The demo prints its own person's password once, when it starts, and never again.
  expect(log.split(john.password).length - 1).toBeLessThanOrEqual(1);

  const seen = addresses.join('\n');
  for (const secret of [encodeURIComponent(john.password), token.access_token, app.secret]) {
    expect(seen).not.toContain(secret);
  }
});
