import { createHash, randomBytes } from 'node:crypto';
import { expect, type APIRequestContext, type APIResponse, type Page } from '@playwright/test';
import type { Sesame } from './server';

export const TOKEN_KEYS = ['access_token', 'token_type', 'expires_in', 'refresh_token', 'scope', 'created_at'];
export const USER_KEYS = ['id', 'email', 'firstname', 'lastname', 'created_at', 'created_date'];

/** A confidential app with a secret, a state and PKCE, played by the test: `demo-web` unless told otherwise. */
export class WebApp {
  readonly id: string;
  readonly secret: string;
  readonly state = `st/${randomBytes(12).toString('base64url')}=~ é`;
  readonly verifier = randomBytes(32).toString('base64url');
  readonly redirectUri: string;

  constructor(
    private readonly sesame: Sesame,
    redirectUri?: string,
    /** Another app than the demo's. */
    { id, secret } = { id: 'demo-web', secret: 'demo-web-secret' },
  ) {
    this.id = id;
    this.secret = secret;
    this.redirectUri = redirectUri ?? `${sesame.url}/demo/callback`;
  }

  /** Where the app sends the browser. A change of `null` leaves that parameter out. */
  authorizeUrl(changes: Record<string, string | null> = {}): string {
    const parameters: Record<string, string | null> = {
      response_type: 'code',
      client_id: this.id,
      redirect_uri: this.redirectUri,
      scope: 'read',
      state: this.state,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    };
    const url = new URL('/oauth/authorize', this.sesame.url);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Whether this address is the app's own, reached at the end of the flow. */
  isReturn(url: string): boolean {
    return url.startsWith(`${this.redirectUri}?`);
  }

  /** What the browser brings back to the app when `act` is done. */
  async answerTo(page: Page, act: () => Promise<unknown>): Promise<URLSearchParams> {
    const returned = page.waitForRequest((request) => request.isNavigationRequest() && this.isReturn(request.url()));
    await act();
    return new URL((await returned).url()).searchParams;
  }

  /** Checks that the answer is this app's and from this server, and takes the code out of it (row 51: `iss`). */
  codeOf(answer: URLSearchParams): string {
    expect(answer.get('error'), answer.get('error_description') ?? '').toBeNull();
    expect(answer.get('state')).toBe(this.state);
    expect(answer.get('iss')).toBe(this.sesame.url);
    expect([...answer.keys()].sort()).toEqual(['code', 'iss', 'state']);
    return answer.get('code') ?? '';
  }

  /** Server to server, with HTTP Basic and a form. */
  async exchange(request: APIRequestContext, code: string): Promise<APIResponse> {
    const basic = Buffer.from(`${this.id}:${this.secret}`).toString('base64');
    return request.post(`${this.sesame.url}/oauth/token`, {
      headers: { authorization: `Basic ${basic}` },
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: this.redirectUri,
        code_verifier: this.verifier,
      },
    });
  }

  /** Another access token for a refresh token. */
  async refresh(request: APIRequestContext, refreshToken: string): Promise<APIResponse> {
    return request.post(`${this.sesame.url}/oauth/token`, {
      form: {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: this.id,
        client_secret: this.secret,
      },
    });
  }

  /** The same with the credentials in a JSON body. */
  async exchangeJson(request: APIRequestContext, code: string): Promise<APIResponse> {
    return request.post(`${this.sesame.url}/oauth/token`, {
      data: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: this.redirectUri,
        code_verifier: this.verifier,
        client_id: this.id,
        client_secret: this.secret,
      },
    });
  }
}

export interface Token {
  access_token: string;
  token_type: string;
  expires_in: number;
  refresh_token: string;
  scope: string;
  created_at: number;
}

/** A token answer as contract §1 promises it, keys in their order (row 11: not to be stored). */
export async function expectToken(response: APIResponse): Promise<Token> {
  const token = (await response.json()) as Token;
  expect(response.status(), JSON.stringify(token)).toBe(200);
  expect(response.headers()['cache-control']).toContain('no-store');
  expect(response.headers()['content-type']).toMatch(/^application\/json/);
  expect(Object.keys(token)).toEqual(TOKEN_KEYS);
  expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 7200, scope: 'read' });
  expect(Math.abs(token.created_at - Date.now() / 1000)).toBeLessThan(30);
  return token;
}

/** The API call that both flows are for: John Doe's data, keys in their order. */
export async function expectJohn(request: APIRequestContext, sesame: Sesame, token: Token): Promise<void> {
  const response = await request.get(`${sesame.url}/api/v1/users/current_user`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });
  const user = (await response.json()) as Record<string, unknown>;
  expect(response.status(), JSON.stringify(user)).toBe(200);
  expect(Object.keys(user)).toEqual(USER_KEYS);
  expect(user).toMatchObject({ email: 'john.doe@example.com', firstname: 'John', lastname: 'Doe' });
  expect(Number.isInteger(user['id'])).toBe(true);
  expect(user['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const [year, month, day] = String(user['created_at']).slice(0, 10).split('-');
  expect(user['created_date']).toBe(`${day}/${month}/${year}`);
}
