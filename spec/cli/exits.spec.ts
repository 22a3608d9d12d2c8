import { expect } from 'chai';
import { Project } from './project.js';
import { SHOP } from './shop.js';

const ENDINGS = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
const job = (name, work) => registry.schedule(work).withName(name).toRunEvery(1).days();
job('good', () => ({ shelves: 12 }));
job('bad', () => { throw new Error('no'); });
job('slow', ({ signal }) => new Promise((_, no) => {
  const timer = setInterval(() => {}, 1000);
  signal.addEventListener('abort', () => { clearInterval(timer); no(signal.reason); });
})).withTimeout({ milliseconds: 20 });
job('unwilling', () => {}).when(() => false);
job('lost', () => new Promise(() => {}));
job('loud', () => { console.log('from the job'); return 'a\\x1b[31mb'; });
job('circular', () => { const a = { n: 1n }; a.self = a; return a; });
job('showing itself', () => ({ n: 1n, [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no'); } }));
job('throws null', () => { throw null; });
job('throws a plain object', () => { throw { message: 'no disk' }; });
job('throws what has no text', () => { throw Object.create(null); });
job('throws what has no stack', () => { throw Object.assign(new Error('no disk'), { stack: 5 }); });
job('throws what throws', () => { throw Object.defineProperty(new Error(), 'message', { get() { throw new Error('ha'); } }); });
`;

describe('the exit statuses', () => {
  let shop: Project;
  let endings: Project;
  let empty: Project;

  before(() => {
    shop = new Project({ 'jobs.mjs': SHOP });
    endings = new Project({ 'jobs.mjs': ENDINGS });
    empty = new Project({});
  });
  after(() => {
    for (const project of [shop, endings, empty]) project[Symbol.dispose]();
  });

  const period = ['--from', '2026-11-20', '--to', '2026-11-21'];
  const rows: readonly (readonly [which: 'shop' | 'endings' | 'empty', line: readonly string[], status: number])[] = [
    ['shop', ['list'], 0],
    ['shop', ['next'], 0],
    ['shop', ['next', 'nobody'], 4],
    ['shop', ['explain', 'backup'], 0],
    ['shop', ['explain', 'nobody'], 1],
    ['empty', ['explain', '* * * *', '*'], 0],
    ['empty', ['explain', 'toRunEvery(0).days()'], 1],
    ['shop', ['simulate', ...period], 0],
    ['shop', ['simulate', ...period, '--take', 'stock-count=4m', '--max-skipped', '9999999999'], 0],
    ['shop', ['simulate', ...period, '--take', 'stock-count=4m', '--max-skipped', '0'], 1],
    ['shop', ['simulate', ...period, '--take', 'stock-count=2m', '--max-late', '30s'], 1],
    ['shop', ['simulate', ...period, '--take', 'stock-count=2m', '--max-late', '2m'], 0],
    ['shop', ['simulate', ...period, '--take', 'nobody=2m'], 4],
    ['shop', ['simulate', ...period, '--take', 'backup'], 2],
    ['shop', ['simulate', ...period, '--take', 'backup=99999d'], 2],
    ['shop', ['simulate', '--to', 'never'], 2],
    ['shop', ['simulate'], 2],
    ['endings', ['run', 'good'], 0],
    ['endings', ['run', 'bad'], 1],
    ['endings', ['run', 'slow'], 124],
    ['endings', ['run', 'unwilling'], 5],
    ['endings', ['run', 'lost'], 1],
    ['endings', ['run', 'nobody'], 4],
    ['endings', ['run'], 2],
    ['endings', ['run', 'good', 'bad'], 2],
    ['shop', ['doctor'], 1],
    ['endings', ['doctor'], 0],
    ['shop', ['init'], 1],
    ['empty', ['list'], 3],
    ['empty', ['work'], 3],
    ['shop', ['work', '--health', '65536'], 2],
    ['shop', ['work', '--dashboard', '99999'], 2],
    ['shop', ['status'], 2],
    ['shop', ['status', '--url', 'ftp://x'], 2],
    ['shop', ['nothing'], 2],
    ['shop', ['list', '--nothing'], 2],
    ['shop', ['list', 'something'], 2],
    ['shop', ['list', '--zone', 'Nowhere/Land'], 2],
    ['shop', ['list', '--zone', 'UTC+99'], 2],
    ['shop', ['list', '--zone', 'UTC-5:30'], 0],
    ['shop', ['list', '--zone'], 2],
    ['shop', ['list', '--zone', 'Nowhere/Land', '--json'], 2],
    ['shop', ['next', '--zone', 'Nowhere/Land', '--json'], 2],
    ['shop', ['simulate', '--to', '1h', '--max-skipped', '-1'], 2],
    ['empty', ['simulate', '--to', '1h', '--max-skipped', 'few'], 2],
    ['empty', ['simulate', '--to', '1h', '--max-late', 'little'], 2],
    ['shop', ['--vers'], 2],
    ['shop', ['next', '-n', 'many'], 2],
    ['shop', ['next', '-n', '10001'], 2],
    ['shop', ['next', '--from', '99999999999d'], 2],
    ['shop', ['simulate', '--to', '99999999999d'], 2],
    ['shop', ['simulate', '--to', '0.3ms'], 2],
    ['shop', [], 2],
    ['shop', ['--help'], 0],
    ['shop', ['help', 'list'], 0],
    ['shop', ['--version'], 0],
  ];
  for (const [which, line, status] of rows) {
    it(`${status}: carillon ${line.join(' ')} (${which})`, async () => {
      const outcome = await { shop, endings, empty }[which].run(line);
      expect(outcome.status, outcome.stderr).to.equal(status);
      if (status === 2 && line.length > 0 && !line.includes('--json'))
        expect(outcome.stderr).to.match(/^carillon: .+\n/);
    });
  }

  it('2 says of a name that begins with a dash where it stands', async () => {
    expect((await endings.run(['run', '-x'])).stderr).to.contain('; a name that begins with a dash stands behind --\n');
    for (const name of ['-x', '-h', '--help', '--json'])
      expect((await endings.run(['run', '--', name])).stderr).to.contain(`there is no job '${name}'`);
  });

  it('2 says of a long option with one dash which was meant', async () => {
    for (const [typed, meant] of [
      ['-json', "did you mean '--json'? "],
      ['-q', ''],
    ] as const) {
      const { stderr, status } = await endings.run(['doctor', '--file', 'jobs.mjs', typed]);
      expect([stderr, status]).to.deep.equal([
        `carillon: doctor has no option '${typed}'\n  ${meant}carillon doctor --help lists its options\n`,
        2,
      ]);
    }
  });

  it('0 of doctor becomes 1 under --strict where there is something to know of', async () => {
    using jobless = new Project({
      'jobs.mjs': "import { Registry } from 'carillon';\nexport const registry = new Registry({ zone: 'UTC' });",
    });
    expect((await jobless.run(['doctor'])).status).to.equal(0);
    expect((await jobless.run(['doctor', '--strict'])).status).to.equal(1);
  });

  it('0 of doctor stays 0 under --strict where the host is in another zone than that which the registry names', async () => {
    const { stdout, status } = await endings.run(['doctor', '--strict'], { env: { TZ: 'Asia/Tokyo' } });
    expect([stdout.match(/^! .*$/gm), status]).to.deep.equal([
      ['! zone     this host is in Asia/Tokyo, the registry in UTC'],
      0,
    ]);
  });

  it('are the same under --json, which gives one document', async () => {
    const statuses: unknown[] = [];
    for (const line of [
      ['run', 'good'],
      ['run', 'bad'],
      ['run', 'slow'],
      ['run', 'unwilling'],
      ['run', 'nobody'],
      ['nothing'],
    ]) {
      const { stdout, stderr, status } = await endings.run([...line, '--json']);
      const document = JSON.parse(stdout) as { v: number; run?: { outcome: string }; error?: { code: string } };
      expect([document.v, stdout.trim().split('\n').length, stderr]).to.deep.equal([1, 1, '']);
      statuses.push([document.run?.outcome ?? document.error?.code, status]);
    }
    expect(statuses).to.deep.equal([
      ['succeeded', 0],
      ['failed', 1],
      ['timedOut', 124],
      ['skipped', 5],
      ['not_found', 4],
      ['usage', 2],
    ]);
  });

  it('come with the value alone on stdout, whatever it is', async () => {
    expect((await endings.run(['run', 'good'])).stdout).to.equal('{"shelves":12}\n');
    const loud = await endings.run(['run', 'loud']);
    expect([loud.stdout, loud.stderr.split('\n')[0]]).to.deep.equal(['a\x1b[31mb\n', 'from the job']);
    expect((await endings.run(['run', 'circular'])).stdout).to.contain('[Circular *1]');
    expect((await endings.run(['run', 'circular', '--json'])).status).to.equal(0);
    expect((await endings.run(['run', 'showing itself'])).status).to.equal(0);
  });

  const thrown: Readonly<Record<string, string>> = {
    null: 'null',
    'a plain object': 'no disk',
    'what has no text': 'a thrown object that has no text',
    'what has no stack': 'no disk',
    'what throws': 'a thrown object that has no text',
  };
  for (const [what, text] of Object.entries(thrown)) {
    it(`are those of a failure where a job throws ${what}`, async () => {
      const line = ['run', `throws ${what}`];
      const [said, document] = [await endings.run(line), await endings.run([...line, '--json'])];
      expect([said.status, document.status]).to.deep.equal([1, 1]);
      expect(said.stderr).to.match(new RegExp(` failed\\n {11}(?:Error: )?${text}`));
      expect(JSON.parse(document.stdout).run).to.deep.include({ outcome: 'failed', error: { message: text } });
    });
  }

  it('say of a run that waits for nothing that it never ends', async () => {
    expect((await endings.run(['run', 'lost'])).stderr).to.contain(
      "lost never ends: it waits for something that can't come",
    );
  });
});
