import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { harmless } from '../../harmless.js';
import type { Call, Option } from '../command.js';
import { Complaint } from '../complaint.js';
import { stdinText } from '../host/stdin.js';
import { readJson } from '../text/json.js';

/** The option of what a run finds as `context.data`. */
export const DATA = {
  data: { type: 'text', value: 'JSON', help: 'what the run finds as context.data; @FILE reads it there, - from stdin' },
} as const satisfies Record<string, Option>;

/** How data is said. */
export const DATA_REMEDY = `say it as --data '{"order":42}', --data @order.json, or --data - to read it from stdin`;

/** The data that a call names; `undefined` where it names none. @throws Complaint for what is no JSON, or can't be read */
export async function readData({ text, shell }: Call): Promise<unknown> {
  const said = text('data');
  if (said === undefined) return undefined;
  if (said === '-') return parsed(await stdinText(), 'what came from stdin');
  if (said.startsWith('@')) return parsed(contentOf(resolve(shell.folder, said.slice(1)), said), `'${said.slice(1)}'`);
  return parsed(said, `'${said}'`);
}

function parsed(json: string, what: string): unknown {
  try {
    return readJson(json);
  } catch (cause) {
    const message = `--data takes JSON, and ${what} is none: ${(cause as Error).message}`;
    throw new Complaint(harmless(message), { code: 'usage', remedy: DATA_REMEDY, cause });
  }
}

function contentOf(path: string, said: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code = 'it' } = cause as NodeJS.ErrnoException;
    const message = `--data ${said} can't be read: ${code === 'ENOENT' ? 'there is no such file' : code}`;
    throw new Complaint(harmless(message), { code: 'usage', remedy: DATA_REMEDY, cause });
  }
}
