import type { Command } from './command.js';
import { cancel } from './commands/cancel.js';
import { doctor } from './commands/doctor.js';
import { explain } from './commands/explain.js';
import { init } from './commands/init.js';
import { list } from './commands/list.js';
import { log } from './commands/log.js';
import { next } from './commands/next.js';
import { pause } from './commands/pause.js';
import { resume } from './commands/resume.js';
import { run } from './commands/run.js';
import { simulate } from './commands/simulate.js';
import { skip } from './commands/skip.js';
import { status } from './commands/status.js';
import { trigger } from './commands/trigger.js';
import { work } from './commands/work.js';

/** Commands by their names. As published, the code of one is loaded when it is asked for here. */
export type Commands = Readonly<Record<string, () => Command>>;

/** All commands, in the order in which help lists them. */
export const COMMANDS: Commands = {
  list: () => list,
  next: () => next,
  explain: () => explain,
  simulate: () => simulate,
  run: () => run,
  work: () => work,
  doctor: () => doctor,
  init: () => init,
  status: () => status,
  trigger: () => trigger,
  pause: () => pause,
  resume: () => resume,
  cancel: () => cancel,
  skip: () => skip,
  log: () => log,
};
