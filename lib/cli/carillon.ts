#!/usr/bin/env node
import { keepCompiled } from './host/compile-cache.js';

keepCompiled();
// Behind that, so that what Node compiles of the command itself is kept, too. Not awaited: a worker that was stopped ends
// when nothing is left to do, which must not look like an await that was forgotten.
void import('./main.js').then(({ main }) => main());
