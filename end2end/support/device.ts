import { setTimeout as pause } from 'node:timers/promises';
import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';
import type { Sesame } from './server';

const ANSWER_KEYS = [
  'device_code',
  'user_code',
  'verification_uri',
  'verification_uri_complete',
  'expires_in',
  'interval',
];
/** The twenty consonants of RFC 8628 §6.1. */
export const USER_CODE = /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/;

/** `demo-device`, played by the test: a television without a browser, which asks and then polls. */
export class Device {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly sesame: Sesame,
    private readonly encoding: 'form' | 'json',
    readonly deviceCode: string,
    readonly userCode: string,
    readonly uri: string,
    readonly completeUri: string,
  ) {}

  /** Asks for a code and checks the answer against contract §1 (rows 28, 30). */
  static async ask(request: APIRequestContext, sesame: Sesame, encoding: 'form' | 'json' = 'form'): Promise<Device> {
    const body = { client_id: 'demo-device' };
    const response = await request.post(
      `${sesame.url}/oauth/authorize_device`,
      encoding === 'form' ? { form: body } : { data: body },
    );
    const answer = (await response.json()) as Record<string, string>;
    expect(response.status(), JSON.stringify(answer)).toBe(200);
    expect(response.headers()['cache-control']).toContain('no-store');
    expect(Object.keys(answer)).toEqual(ANSWER_KEYS);
    expect(answer).toMatchObject({ expires_in: 600, interval: 5 });
    const { device_code = '', user_code = '', verification_uri = '', verification_uri_complete = '' } = answer;
    expect(user_code).toMatch(USER_CODE);
    expect(verification_uri).toBe(`${sesame.url}/oauth/device`);
    expect(verification_uri_complete).toBe(`${sesame.url}/oauth/device?user_code=${user_code}`);
    return new Device(request, sesame, encoding, device_code, user_code, verification_uri, verification_uri_complete);
  }

  async poll(): Promise<APIResponse> {
    const body = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: this.deviceCode,
      client_id: 'demo-device',
    };
    const address = `${this.sesame.url}/oauth/token`;
    return this.request.post(address, this.encoding === 'form' ? { form: body } : { data: body });
  }

  async expectPoll(error: string): Promise<void> {
    const response = await this.poll();
    const body = (await response.json()) as Record<string, string>;
    expect(body).toMatchObject({ error });
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
    expect(response.status()).toBe(400);
  }

  /** Waits as long as the device must between two polls. */
  async interval(seconds = 5): Promise<void> {
    await pause(seconds * 1000 + 300);
  }
}
