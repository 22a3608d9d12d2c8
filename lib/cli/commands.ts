import type { Command } from './command.js';
import { explain } from './commands/explain.js';
import { list } from './commands/list.js';
import { next } from './commands/next.js';

/** All commands, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [list, next, explain];
