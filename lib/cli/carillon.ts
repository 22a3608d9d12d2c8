#!/usr/bin/env node
import { COMMANDS } from './commands.js';
import { dispatch } from './dispatch.js';
import { leave, ownVersion, thisShell, typed } from './host/this-process.js';

await leave(await dispatch(typed(), COMMANDS, thisShell(), ownVersion));
