import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const STARTS_WITHIN_MS = 30_000;
const STOPS_WITHIN_MS = 10_000;

/** One `sesame serve --demo` of its own: own port, own empty data folder, own log. */
export class Sesame {
  private process?: ChildProcess;

  private constructor(
    readonly url: string,
    private readonly listen: string,
    private readonly dir: string,
  ) {}

  static async start(): Promise<Sesame> {
    const listen = `127.0.0.1:${await freePort()}`;
    const sesame = new Sesame(`http://${listen}`, listen, mkdtempSync(join(tmpdir(), 'sesame-end2end-')));
    await sesame.up();
    return sesame;
  }

  /** Stopped as by a deployment, and started again on the same data. */
  async restart(): Promise<void> {
    await this.down();
    await this.up();
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Everything the server has written to its log so far. */
  log(): string {
    return readFileSync(join(this.dir, 'server.log'), 'utf8');
  }

  /** Where letters go while no mail server is set. */
  get outbox(): string {
    return join(this.dir, 'data', 'outbox');
  }

  private async up(): Promise<void> {
    const binary = process.env.SESAME_BIN;
    if (!binary) {
      throw new Error('SESAME_BIN names no binary: run `cargo xtask end2end`, which builds one and names it');
    }
    // An empty folder to run in, and none of the surrounding settings: no sesame.toml, no .env, no SESAME_*.
    const cwd = join(this.dir, 'cwd');
    mkdirSync(cwd, { recursive: true });
    const log = openSync(join(this.dir, 'server.log'), 'a');
    this.process = spawn(
      binary,
      ['serve', '--demo', '--listen', this.listen, '--data-dir', join(this.dir, 'data')],
      { cwd, env: { PATH: process.env.PATH, HOME: this.dir, RUST_BACKTRACE: '1' }, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    await this.answers(this.process);
  }

  private async answers(child: ChildProcess): Promise<void> {
    const until = Date.now() + STARTS_WITHIN_MS;
    while (Date.now() < until) {
      if (child.exitCode !== null) {
        throw new Error(`sesame ended with ${child.exitCode} instead of serving:\n${this.log()}`);
      }
      try {
        await fetch(this.url, { redirect: 'manual' });
        return;
      } catch {
        await pause(50);
      }
    }
    await this.down();
    throw new Error(`sesame did not answer within ${STARTS_WITHIN_MS / 1000} s:\n${this.log()}`);
  }

  private async down(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('no port to be had on 127.0.0.1');
  probe.close();
  await once(probe, 'close');
  return address.port;
}
