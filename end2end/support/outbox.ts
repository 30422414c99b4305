import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Sesame } from './server';

export interface Letter {
  to: string;
  subject: string;
  body: string;
}

/** The newest letter to this address, once there are so many to it: letters leave behind the answers. */
export async function letterTo(sesame: Sesame, to: string, many = 1): Promise<Letter> {
  const letters = (): Letter[] => outbox(sesame).filter((letter) => letter.to === to);
  await expect.poll(() => letters().length, { message: `letters to ${to}` }).toBe(many);
  const newest = letters().at(-1);
  if (!newest) throw new Error(`no letter to ${to}`);
  return newest;
}

/** The link to this page in a letter. */
export function linkIn(letter: Letter, path: string): string {
  const link = letter.body.split('\n').find((line) => line.startsWith('http') && line.includes(path));
  if (!link) throw new Error(`no link to ${path} in ${letter.body}`);
  return link;
}

/** Every letter in the outbox, the oldest first: their names begin with the time. */
function outbox(sesame: Sesame): Letter[] {
  if (!existsSync(sesame.outbox)) return [];
  const files = readdirSync(sesame.outbox).filter((name) => name.endsWith('.eml'));
  return files.sort().map((name) => parse(readFileSync(join(sesame.outbox, name), 'utf8')));
}

function parse(message: string): Letter {
  const end = message.indexOf('\r\n\r\n');
  const head = message.slice(0, end).replaceAll('\r\n ', ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]?.trim() ?? '';
  return { to: header('To'), subject: header('Subject'), body: quotedPrintable(message.slice(end + 4)) };
}

function quotedPrintable(text: string): string {
  const joined = text.replaceAll('=\r\n', '').replaceAll('\r\n', '\n');
  const percent = joined.replaceAll('%', '=25').replace(/=([0-9A-F]{2})/g, '%$1');
  return decodeURIComponent(percent);
}
