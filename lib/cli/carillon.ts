#!/usr/bin/env node
import { COMMANDS } from './commands.js';
import { dispatch } from './dispatch.js';
import { leave, ownVersion, thisShell, typed } from './host/this-process.js';

// Not awaited here: a worker ends when nothing is left to do, which must not look like an await that was forgotten.
void dispatch(typed(), COMMANDS, thisShell(), ownVersion).then(leave);
