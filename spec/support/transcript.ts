import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';

/** What Ctrl-C looks like in a terminal; as a line of a transcript it stands for pressing it there. */
const CTRL_C = '^C';
const LONGEST_RUN_MS = 20_000;

/**
 * Runs a script in a process of its own and expects that it prints these lines to stdout and then ends well. A `…` in
 * a line stands for any text. At a line `^C` the process is interrupted, as soon as it has printed the lines before.
 */
export async function expectTranscript(script: string, transcript: string): Promise<void> {
  const steps = transcript.trim().split('\n');
  const { printed, complaints, status } = await run(script, steps);

  const expected = steps.filter(step => step !== CTRL_C);
  const actual = linesIn(printed).map((line, at) => (matches(line, expected[at]) ? expected[at] : line));
  expect(actual, complaints).to.deep.equal(expected);
  expect(status, complaints).to.be.oneOf(steps.includes(CTRL_C) ? [0, 'SIGINT'] : [0]);
}

interface Ended {
  readonly printed: string;
  readonly complaints: string;
  readonly status: number | string | null;
}

/** `PORT=0` lets a server take any port that is free. */
async function run(script: string, steps: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_RUN_MS,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  let complaints = '';
  const interruptions = steps.flatMap((step, at) => (step === CTRL_C ? [at] : [])).map((at, before) => at - before);

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    while (interruptions[0] !== undefined && linesIn(printed).length >= interruptions[0]) {
      interruptions.shift();
      child.kill('SIGINT');
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { printed, complaints, status: code ?? signal };
}

/** The lines that are complete. */
function linesIn(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

function matches(line: string, expected: string | undefined): boolean {
  if (expected === undefined) return false;
  const parts = expected.split('…').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(line);
}
