import { COMMANDS } from './commands.js';
import { dispatch } from './dispatch.js';
import { leave, ownVersion, thisShell, typed } from './host/this-process.js';

/** Carries out what was typed, and leaves with its status. */
export async function main(): Promise<never> {
  return await leave(await dispatch(typed(), COMMANDS, thisShell(), ownVersion));
}
