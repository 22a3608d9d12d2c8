import { expect } from 'chai';
import { Project } from './project.js';
import { SHOP, SHOP_NOW } from './shop.js';

/** What is shown of the twelve jobs on a terminal of 80 columns. */
const LIST_80 = `
NEXT                   IN        JOB             SCHEDULE
21:14:20 CET           2 s       heartbeat       at the start and then every 10
                                                 seconds, UTC
21:14:30 CET           12 s      price-feed      every 30 seconds
21:15:00 CET           42 s      exchange-rates  every 15 minutes between 07:00
                                                 and 22:00, anew each day
21:15:00 CET           42 s      stock-count     every 3 minutes
21:15:00 CET           42 s      digest          every weekday at 21:15
22:00:00 CET           46 m      legacy-import   every hour
22:10:00 CET           56 m      search-index    every hour at minute 10
Sat 21 Nov, 00:00 CET  2 h 46 m  cache-warmer    every 4 hours
Sat 21 Nov, 02:30 CET  5 h 16 m  backup          every day at 02:30
Sun 22 Nov, 04:00 CET  31 h      inventory       every week on Sunday at 04:00
Thu 3 Dec, 16:00 CET   13 days   newsletter      every second week on Thursday
                                                 at 10:00, America/New_York
1 Jan 2027, 06:00 CET  41 days   tax-report      every third month on the 1st at
                                                 06:00

12 jobs in jobs.ts, soonest first; times of Europe/Berlin, --zone says another
`;
const LIST_120 = `
NEXT                   IN        JOB             SCHEDULE                                   RULES
21:14:20 CET           2 s       heartbeat       at the start and then every 10 seconds,
                                                 UTC
21:14:30 CET           12 s      price-feed      every 30 seconds                           timeout 20 s
21:15:00 CET           42 s      exchange-rates  every 15 minutes between 07:00 and 22:00,  timeout 30 s, 3 attempts
                                                 anew each day
21:15:00 CET           42 s      stock-count     every 3 minutes                            timeout 5 m, group warehouse
`;
const BACKUP = `
words     every day at 02:30 (Europe/Berlin), in a gap it runs as much later,
          once, and in an overlap the first time only
cron      30 2 * * *
next      Sat 21 Nov, 02:30 CET  in 5 h 16 m
          Sun 22 Nov, 02:30 CET  in 29 h
note      clocks skip 28 March 2027 at 02:30: it runs on 28 March 2027 at 03:30,
          once
          name a time that the zone never skips, or use UTC
`;
const SIMULATED = `
JOB              RUNS  SKIPPED  FAILED  BUSY      LATEST START
heartbeat       60480  –        –       –         on time
price-feed      20160  –        –       34 h      on time
exchange-rates    420  –        –       –         on time
stock-count      3360  –        –       5 days    on time
digest              5  –        –       –         on time
legacy-import     168  –        –       –         on time
search-index      168  –        –       –         +1 m
backup              7  –        7       4 h 40 m  on time
newsletter          0  –        –       –         on time
tax-report          0  –        –       –         on time
cache-warmer       42  –        –       –         on time
inventory           1  –        –       –         on time

at once   6 on Fri 20 Nov 08:00:00: heartbeat, price-feed, exchange-rates, stock-count, legacy-import, cache-warmer
busiest   Fri 20 Nov 08:00: 12 starts
`;

describe('the examples of the command line', () => {
  let project: Project;

  before(() => {
    project = new Project({ 'jobs.ts': SHOP, 'package.json': '{ "type": "module" }' });
  });
  after(() => project[Symbol.dispose]());

  async function shown(columns: number, ...args: readonly string[]): Promise<string> {
    const terminal = project.terminal(columns, args);
    await terminal.ends();
    return terminal.text;
  }

  it('carillon list, 80 columns', async () => {
    expect(await shown(80, 'list')).to.equal(LIST_80.trimStart());
  });

  it('carillon list, 120 columns, by the terminal and by COLUMNS', async () => {
    expect(await shown(120, 'list')).to.contain(LIST_120.trim());
    const terminal = project.terminal(80, ['list'], { env: { COLUMNS: '120' } });
    await terminal.ends();
    expect(terminal.text).to.contain(LIST_120.trim());
  });

  it('carillon list, piped: never broken, and the closing line goes to stderr', async () => {
    const { stdout, stderr } = await project.run(['list']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).to.have.length(13);
    expect(lines[3]).to.match(
      /^21:15:00 CET {11}42 s {6}exchange-rates {2}every 15 minutes between 07:00 and 22:00, anew each day {2,}timeout 30 s, 3 attempts$/,
    );
    expect(stderr).to.equal('\n12 jobs in jobs.ts, soonest first; times of Europe/Berlin, --zone says another\n');
  });

  it('carillon list --zone', async () => {
    expect((await project.run(['list', '--zone', 'America/New_York'])).stdout).to.contain(
      '15:15:00 EST           42 s      digest',
    );
    const own = await project.run(['list', '--zone', 'job']);
    expect(own.stdout).to.contain('20:14:20 UTC').and.contain('Thu 3 Dec, 10:00 EST').and.contain('21:15:00 CET');
    expect(own.stderr).to.contain('times of the zone of each job');
  });

  it('carillon list of jobs that have no start that is known', async () => {
    const head = "import { Registry } from 'carillon';\nexport const registry = new Registry({ zone: 'UTC' });\n";
    const sentences = ['whenAsked()', 'toRunNow()', 'toRunOnceIn(5).minutes()', "toRunOnceAt('2020-01-01')"];
    const jobs = sentences.map((words, i) => `registry.schedule(() => {}).withName('job ${i}').${words};`);
    using others = new Project({ 'jobs.mjs': head + jobs.join('\n') });
    const { stdout } = await others.run(['list']);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map(line => line.replace(/ {2,}.*/, ''));
    expect(rows).to.deep.equal(['when asked for', 'at the start', 'after the start', 'over']);
  });

  it('carillon next digest -n 2 --json', async () => {
    expect((await project.run(['next', 'digest', '-n', '2', '--json'])).stdout).to.equal(
      '{"v":1,"runs":[{"job":"digest","at":"2026-11-20T21:15:00.000+01:00","zone":"Europe/Berlin"},{"job":"digest","at":"2026-11-23T21:15:00.000+01:00","zone":"Europe/Berlin"}]}\n',
    );
  });

  it('carillon next, merged, and from another day', async () => {
    expect(await shown(80, 'next', '-n', '3')).to.equal(
      'NEXT          IN    JOB\n21:14:20 CET  2 s   heartbeat\n21:14:30 CET  12 s  heartbeat\n21:14:30 CET  12 s  price-feed\n',
    );
    const { stdout } = await project.run(['next', 'backup', 'digest', '-n', '2', '--from', '2026-12-24']);
    expect(stdout).to.match(
      /Thu 24 Dec, 02:30 CET {2}33 days {2}backup\nThu 24 Dec, 21:15 CET {2}34 days {2}digest\n$/,
    );
  });

  it('carillon next, of more starts than could be kept', async () => {
    const head = "import { Registry } from 'carillon';\nexport const registry = new Registry({ zone: 'UTC' });\n";
    const job = 'registry.schedule(() => {}).withName(`job ${i}`).toRunEvery(1).days().at(i % 24, i % 60);';
    using many = new Project({ 'jobs.mjs': `${head}for (let i = 0; i < 2000; i++) ${job}` });
    const { stdout, status } = await many.run(['next', '-n', '5000', '--json'], {
      nodeOptions: ['--max-old-space-size=64'],
    });
    const { runs } = JSON.parse(stdout) as { runs: readonly { at: string }[] };
    const all = Array.from({ length: 4 * 2000 }, (_, i) =>
      Date.UTC(2026, 10, 20 + Math.floor(i / 2000), (i % 2000) % 24, (i % 2000) % 60),
    );
    const later = all.filter(ms => ms > Date.parse(SHOP_NOW)).sort((a, b) => a - b);
    expect([status, ...runs.map(({ at }) => Date.parse(at))]).to.deep.equal([0, ...later.slice(0, 5000)]);
  });

  it('carillon explain backup', async () => {
    expect(await shown(80, 'explain', 'backup')).to.equal(BACKUP.trimStart());
    const { stdout } = await project.run(['explain', 'backup', '--json']);
    expect(JSON.parse(stdout)).to.have.keys('v', 'words', 'cron', 'next', 'notes');
  });

  it('carillon explain backup -n 0', async () => {
    const { stdout } = await project.run(['explain', 'backup', '-n', '0']);
    expect(stdout)
      .to.match(/^cron {6}30 2 \* \* \*\nnote/m)
      .and.not.contain('next');
  });

  it('carillon explain of words', async () => {
    const words = 'toRunEvery(2).weeks().on(Friday).at(9)';
    const text = await shown(80, 'explain', words, '--zone', 'America/New_York');
    expect(text).to.match(
      /^words {5}every second week on Friday at 09:00 \(America\/New_York\), counted from\n {10}1 January/,
    );
    expect(text)
      .to.match(/\ncron {6}none: cron/)
      .and.contain('\nnext      Fri 4 Dec, 09:00 EST  in 14 days\n');
  });

  it('carillon explain of cron text, good and bad, also where there is no registry', async () => {
    using empty = new Project({});
    const good = await empty.run(['explain', '30 2 * * 1-5', '--zone', 'Europe/Berlin']);
    expect(good.stdout).to.contain('at 02:30 (Europe/Berlin)').and.contain('Mon 23 Nov, 02:30 CET');
    const bad = await empty.run(['explain', '0 25 * * *']);
    expect(bad.stderr).to.match(
      /^carillon: cron text '0 25 \* \* \*': the hour field can't hold '25'; it may hold 0 to 23, \*, lists a,b, /,
    );
    expect(bad.status).to.equal(1);
  });

  it('carillon simulate', async () => {
    const takes = ['backup=40m', 'stock-count=2m', 'price-feed=6s'].flatMap(take => ['--take', take]);
    const period = ['--from', '2026-11-20', '--to', '2026-11-27'];
    const { stdout, stderr } = await project.run(['simulate', ...period, ...takes, '--fail', 'backup=1']);
    expect(stdout).to.equal(SIMULATED.trimStart());
    expect(stderr).to.match(
      /^\n84811 occurrences from 2026-11-20 to 2026-11-27, 0 skipped; simulated in \d+ m?s, nothing of jobs.ts was run\n$/,
    );
  });

  it('carillon run exchange-rates', async () => {
    const { stdout, stderr, status } = await project.run(['run', 'exchange-rates']);
    const lines = stderr.replaceAll(/\+\d\.\d\d s/g, '+0.00 s').split('\n');
    expect(lines.slice(0, 2)).to.deep.equal([
      '  +0.00 s  info   asking rates.bank.example for 31 currencies',
      '  +0.00 s  warn   attempt 1: no answer',
    ]);
    expect(lines.slice(-4, -1).map(line => line.replace(/:\d+:\d+/, ''))).to.deep.equal([
      '  +0.00 s  exchange-rates failed after 3 attempts',
      '           Error: the bank did not answer (jobs.ts)',
      '           caused by TypeError: fetch failed (jobs.ts)',
    ]);
    expect([stdout, status]).to.deep.equal(['', 1]);
  });

  it('carillon run stock-count', async () => {
    const { stdout, stderr, status } = await project.run(['run', 'stock-count']);
    expect(stderr).to.match(/^ {2}\+\d\.\d\d s {2}100 % {2}shelf 12\n {2}\+\d\.\d\d s {2}stock-count succeeded\n$/);
    expect([stdout, status]).to.deep.equal(['12 shelves\n', 0]);
  });

  it('carillon doctor', async () => {
    const text = await shown(80, 'doctor');
    expect(text).to.match(/^✓ Node {9}\d+\.\d+\.\d+, luxon 3\.\d+\.\d+, ICU \d+\.\d+, time zones 20\d\d\w\n/);
    expect(text).to.contain(`
! zone         this host is in UTC, the registry in Europe/Berlin
               fine, since the registry names its zone
`);
    expect(text).to.contain(`
✕ stock-count  a run may take 5 minutes, but the next is due 3 minutes later and
               would be skipped
               shorten withTimeout(…), or let runs wait with
               whenOverlapping('runAfter')
`);
    expect(text).to.match(/\n1 of \d+ checks failed, \d to know of\n$/);
  });

  it('what is wrong, and then what to do', async () => {
    const said = async (...args: readonly string[]) => (await project.run(args)).stderr;
    expect(await said('next', 'stock-cuont')).to.equal(
      "carillon: there is no job 'stock-cuont'\n  did you mean 'stock-count'? carillon list shows all 12\n",
    );
    expect(await said('lsit')).to.equal(
      "carillon: there is no command 'lsit'\n  did you mean 'list'? carillon --help lists them\n",
    );
    expect(await said('list', '--fiel', 'x')).to.equal(
      "carillon: list has no option '--fiel'\n  did you mean '--file'? carillon list --help lists its options\n",
    );
  });
});
