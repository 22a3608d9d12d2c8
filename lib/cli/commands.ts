import type { Command } from './command.js';
import { doctor } from './commands/doctor.js';
import { explain } from './commands/explain.js';
import { init } from './commands/init.js';
import { list } from './commands/list.js';
import { next } from './commands/next.js';
import { run } from './commands/run.js';
import { simulate } from './commands/simulate.js';
import { work } from './commands/work.js';

/** All commands, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [list, next, explain, simulate, run, work, doctor, init];
