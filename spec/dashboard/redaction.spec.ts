import { expect } from 'chai';
import type { ErrorView } from '../../lib/console/run-view.js';
import type { RunReply } from '../../lib/dashboard/api.js';
import { cutText } from '../../lib/dashboard/cut-text.js';
import { CUT_TOO_EARLY } from '../../lib/dashboard/redactor.js';
import { Listening } from '../support/dashboard/event-source.js';
import { FakeConsole } from '../support/dashboard/fake-console.js';
import { Mounted } from '../support/dashboard/mounted.js';

const SECRET = 'hunter2';
const HOSTILE = '<img src=x onerror=alert(1)>\u202e\u001b[31m\u0000';

/** A console in which a text is in every field that can hold one. */
function saying(text: string): FakeConsole {
  const console = new FakeConsole();
  const error = (depth: number): ErrorView => ({
    name: 'Error',
    message: text,
    frames: [{ text: `at ${text}`, own: true }],
    hidden: 0,
    ...(depth > 0 && { cause: error(depth - 1) }),
    ...(depth === 2 && { errors: [error(0), error(0)] }),
  });
  const progress = { done: 1, message: text };
  console.put({
    name: 'backup',
    last: { id: 'r1', at: 1, ms: 1, kind: 'failed', message: text },
    progress,
    paused: { reason: 'by hand', at: 1 },
  });
  console.putRun({
    ...{ id: 'r1', job: 'backup', kind: 'failed', message: text, detail: `it was ${text}`, progress },
    lines: Array.from({ length: 150 }, (_, index) => ({
      ...{ seq: index + 1, at: 1, level: 'info' as const, text, data: { token: text } },
    })),
    tries: [{ n: 1, error: error(1) }],
    error: error(20),
    value: { nested: [text] },
  });
  console.problemsFound = [{ code: 'failing', level: 'bad', job: 'backup', title: 'has failed', cause: text }];
  console.acts.push({ id: 1, at: 1, what: 'ran', job: 'backup', ok: true, result: `failed: ${text}` });
  console.whyText = `it failed: ${text}`;
  return console;
}

async function everything(mounted: Mounted): Promise<readonly string[]> {
  const { console } = mounted;
  const bodies: string[] = [];
  for (const query of [
    ...['get=state', 'get=jobs', 'get=job&job=backup', 'get=runs', 'get=run&run=r1', 'get=problems', 'get=activity'],
    ...[`get=why&job=backup&at=${console.nowMs}`, 'get=metrics', 'get=timeline'],
  ]) {
    const { status, body } = await mounted.send(query);
    expect(status, query).to.equal(200);
    bodies.push(body);
  }
  const stream = await Listening.to(mounted.port, 'get=events&run=r1');
  const row = console.put({ name: 'backup' });
  const { progress } = row;
  if (progress !== undefined) console.tell({ kind: 'progress', job: 'backup', run: 'r1', progress, ms: 1 });
  for (const act of console.acts) console.tell({ kind: 'act', act });
  console.tell({ kind: 'problems' });
  mounted.surroundings.tick();
  await stream.hears('problem');
  bodies.push(JSON.stringify(stream.frames));
  stream.leave();
  return bodies;
}

describe('what the dashboard tells', () => {
  it('passes through redact, wherever a text appears', async () => {
    const asked = new Set<string>();
    await using mounted = await Mounted.over(
      {
        redact(field, value) {
          asked.add(field);
          return JSON.parse(JSON.stringify(value).replaceAll(SECRET, '***'));
        },
      },
      { console: saying(`password ${SECRET}!`) },
    );
    for (const body of await everything(mounted)) expect(around(body, SECRET)).to.equal('');
    expect([...asked].sort()).to.deep.equal(['data', 'error', 'line', 'progress', 'value']);
    await using open = await Mounted.over({}, { console: saying(SECRET) });
    expect((await everything(open)).filter(body => body.includes(SECRET))).to.have.lengthOf.above(7);
  });

  it('is redacted before it is cut, so that no half of a secret is left', async () => {
    const text = `${'x'.repeat(195)}${SECRET}${'y'.repeat(9_000)}`;
    await using mounted = await Mounted.over(
      { redact: (_, value) => JSON.parse(JSON.stringify(value).replaceAll(SECRET, '***')) },
      { console: saying(text) },
    );
    for (const body of await everything(mounted)) expect(around(body, 'hunt')).to.equal('');
  });

  it('is nothing where redact throws', async () => {
    const redact = () => {
      throw new Error(SECRET);
    };
    await using mounted = await Mounted.over({ redact }, { console: saying(SECRET) });
    const bodies = await everything(mounted);
    for (const body of bodies) expect(around(body, SECRET)).to.equal('');
    expect(bodies.join()).to.contain('[redaction failed]');
  });

  it('is plain text, and bounded', async () => {
    const hostile = saying(`${HOSTILE}${'z'.repeat(100_000)}`);
    hostile.put({ name: `${HOSTILE}${'n'.repeat(1_000_000)}`, paused: { reason: HOSTILE.repeat(9_999), at: 1 } });
    await using mounted = await Mounted.over({}, { console: hostile });
    const bodies = await everything(mounted);
    for (const body of bodies) {
      expect(body.length).to.be.below(400_000);
      // A name is what a job is asked for by, and comes as it is: JSON escapes it, and the page isolates it.
      expect(body.replaceAll(JSON.stringify(HOSTILE).slice(1, -1), '')).not.to.match(/(?<!\\)\\u(?:001b|0000)|\u202e/);
    }
    const { run } = (await mounted.send('get=run&run=r1')).json<RunReply>();
    expect(run.lines).to.have.lengthOf(100);
    expect(run.lines[0]?.text).to.match(/^<img src=x onerror=alert\(1\)>z+… 98 kB more$/);
    expect(run.value).to.have.lengthOf.below(1_050);
    expect(run.error?.message).to.have.lengthOf.below(2_050);
    let depth = 0;
    for (let error = run.error; error !== undefined; error = error.cause) depth += 1;
    expect(depth).to.equal(10);
  });

  it('shows nothing that was cut before it could be redacted', async () => {
    const console = saying('x');
    const cut = '{"card":"4111 1111 1111 11… 5000 more';
    console.putRun({
      id: 'cut',
      job: 'backup',
      value: cut,
      kind: 'failed',
      message: `declined: ${SECRET.slice(0, 4)}… 90 more`,
    });
    const redact = (_field: string, value: unknown) => String(value).replaceAll(SECRET, '***');
    await using mounted = await Mounted.over({ redact }, { console });
    const { run } = (await mounted.send('get=run&run=cut')).json<RunReply>();
    expect([run.value, run.message]).to.deep.equal([CUT_TOO_EARLY, 'declined:… 90 more']);
    await using open = await Mounted.over({}, { console });
    expect((await open.send('get=run&run=cut')).json<RunReply>().run.value).to.equal(cut);
  });

  it('survives what can’t be shown', async () => {
    const console = saying('x');
    const trap = {
      get token(): string {
        throw new Error('no');
      },
    };
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const [id, value] of [
      ['trap', trap],
      ['cycle', cycle],
      ['bigint', 10n],
      ['symbol', Symbol('s')],
      ['function', () => 1],
      ['null', null],
    ] as const) {
      console.putRun({ id, job: 'backup', value });
    }
    await using mounted = await Mounted.over({}, { console });
    const values: unknown[] = [];
    for (const id of ['trap', 'cycle', 'bigint', 'symbol', 'function', 'null']) {
      values.push((await mounted.send(`get=run&run=${id}`)).json<RunReply>().run.value);
    }
    expect(values).to.deep.equal([
      'an unprintable object',
      'an unprintable object',
      '"10"',
      'Symbol(s)',
      '() => 1',
      'null',
    ]);
  });

  it('says how much was cut, and halves no character', () => {
    expect(cutText('short', 9)).to.equal('short');
    expect(cutText('x'.repeat(1_000_000), 2_000)).to.equal(`${'x'.repeat(2_000)}… 998 kB more`);
    expect(cutText('ab🎶cd', 3)).to.equal('ab… 4 characters more');
    expect(cutText('x'.repeat(3_500_000), 1)).to.match(/^x… 3.5 MB more$/);
  });
});

/** Where a text stands in a body, so that a failure names the field; empty where it doesn't. */
function around(body: string, text: string): string {
  const at = body.indexOf(text);
  return at < 0 ? '' : body.slice(Math.max(0, at - 80), at + 20);
}
