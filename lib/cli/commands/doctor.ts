import { harmless } from '../../harmless.js';
import { type Command, LOADING } from '../command.js';
import type { Diagnosis } from '../doctor/check.js';
import { CHECKS } from '../doctor/checks.js';
import { EXIT } from '../exit-status.js';
import { hostFacts } from '../host/facts.js';
import { loadJobs } from '../load/jobs.js';
import { line, type Shell, type Style } from '../shell.js';
import { cellsOf } from '../text/cells.js';
import { writeFacts } from '../text/facts.js';

/** `carillon doctor`: whether host and registry are well. */
export const doctor: Command = {
  name: 'doctor',
  takes: '',
  summary: 'looks at Node, zones, signals and every schedule, and says what to do',
  examples: [
    ['carillon doctor', 'before a deploy, or on the host where something is odd'],
    ['carillon doctor --strict', 'in CI: what is only to be known of fails, too'],
  ],
  least: 0,
  most: 0,
  options: {
    ...LOADING,
    strict: { type: 'flag', help: 'what is to be known of fails, too, unless it is fine as it is' },
  },
  exits: '0, 1 where a check failed, or 3 where the registry cannot be loaded',
  async run(call) {
    const { shell, isJson } = call;
    const jobs = await loadJobs(call);
    const patient = { jobs, host: hostFacts(), shell, nowMs: shell.now() };
    const found: Diagnosis[] = [];
    for (const check of CHECKS) found.push(...(await check(patient)));
    const failed = found.filter(({ verdict, isFine }) => isFailure(verdict, call.flag('strict') && isFine !== true));
    if (isJson) line(shell.out, JSON.stringify({ v: 1, ok: failed.length === 0, checks: found }));
    else writeText(shell, found, failed.length);
    return failed.length === 0 ? EXIT.ok : EXIT.failed;
  },
};

const MARKS: Readonly<Record<Diagnosis['verdict'], readonly [string, Style]>> = {
  ok: ['✓', 'green'],
  note: ['!', 'yellow'],
  failed: ['✕', 'red'],
};
const MOST_LABEL_CELLS = 24;

function isFailure(verdict: Diagnosis['verdict'], isStrict: boolean): boolean {
  return verdict === 'failed' || (isStrict && verdict === 'note');
}

function writeText(shell: Shell, found: readonly Diagnosis[], failed: number): void {
  const labels = found.map(({ label }) => cellsOf(harmless(label)) + 2);
  const width = Math.min(MOST_LABEL_CELLS, Math.max(...labels));
  for (const { verdict, label, text, remedy } of found) {
    const [mark, style] = MARKS[verdict];
    const lines = [text, ...(remedy === undefined ? [] : [remedy])].map(harmless);
    writeFacts(shell.out, [{ label: `${mark} ${harmless(label)}`, lines, style }], width);
  }
  const notes = found.filter(({ verdict }) => verdict === 'note').length;
  line(shell.err, `\n${failed} of ${found.length} checks failed, ${notes} to know of`);
}
