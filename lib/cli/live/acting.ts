import { harmless } from '../../harmless.js';
import type { Call } from '../command.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { line } from '../shell.js';
import { addressOf } from './address.js';
import type { Done } from './answers.js';
import { Client } from './client.js';

/** What the commands that change a running process exit with. */
export const ACTING_EXITS =
  '0, 4 where there is no such job, 5 where it cannot be done now, or 6 where nothing answers or it refuses to';

/** Does something to a running process and says what came of it, as text that steers no terminal. */
export async function act(
  call: Call,
  deed: string,
  query: Readonly<Record<string, string | number | undefined>>,
  said: (done: Done) => string,
): Promise<ExitStatus> {
  const done = await new Client(addressOf(call)).do(deed, { reason: call.text('reason') || undefined, ...query });
  line(call.shell.out, call.isJson ? JSON.stringify(done) : harmless(said(done)));
  return EXIT.ok;
}
