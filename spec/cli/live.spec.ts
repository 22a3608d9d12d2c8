import { expect } from 'chai';
import { askedOf } from './asked-of.js';
import { type Answers, FakeDashboard, MINUTE, NOW, READS, row, STATE, stamp } from './fake-dashboard.js';
import { Project } from './project.js';

describe('the live commands', () => {
  let project: Project;

  before(() => {
    project = new Project({}, []);
  });
  after(() => project[Symbol.dispose]());

  const asked = (answers: Answers, ...line: readonly string[]) => askedOf(project, answers, line);

  it('status, 80 columns', async () => {
    await using fake = await FakeDashboard.start(READS);
    const terminal = project.terminal(80, ['status', '--url', fake.url]);
    expect(await terminal.ends()).to.equal(0);
    expect(terminal.text).to.equal(
      `
shop on web-1, process 4182, up 2 h 12 m: 12 jobs, 1 running, 1 failing, 1 paused
✕ exchange-rates  failing ×4     the bank did not answer      next in 42 s
● stock-count     58 %           shelf 7: wine                2 m 18 s so far
‖ legacy-import   paused by ana  vendor outage, see INC-2231  since Tue 17 Nov
9 others are fine; --all lists them
`.trimStart(),
    );
  });

  it('status --all, of as many pages as there are, with escapes as text', async () => {
    const { stdout, stderr, asked: requests } = await asked({}, 'status', '--all');
    expect(stdout.trim().split('\n')).to.have.length(13);
    expect(stdout).to.contain('✓ \\u001b[31mevil');
    expect([stderr, requests.filter(text => text.includes('get=jobs')).length]).to.deep.equal(['', 3]);
  });

  it('status of each job once, whatever changes between two pages, those first that need a look', async () => {
    const all = [row('a', { next: 2 }), row('b', { state: 'running' }), row('c', { state: 'failing' })];
    all.push(row('d', { next: 1 }), row('e', { state: 'broken' }));
    const { stdout, asked: requests } = await asked(
      {
        'get=jobs': query => {
          const from = Number(query.get('after') ?? 0);
          return [200, { ...stamp, jobs: all.slice(from, from + 2), ...(from < 4 && { after: String(from + 2) }) }];
        },
      },
      ...['status', '--json'],
    );
    const { jobs } = JSON.parse(stdout) as { jobs: readonly { name: string }[] };
    expect(jobs.map(({ name }) => name).join('')).to.equal('ecbda');
    expect(requests.filter(text => text.includes('sort=name'))).to.have.length(3);
  });

  it('status of jobs in each state, in the order of a dashboard, and before them what another version knows', async () => {
    const states = ['broken', 'failing', 'due', 'running', 'waiting', 'ok', 'paused', 'ended'];
    const jobs = [...states, 'constructor'].sort().map(state => row(state, { state }));
    const { stdout } = await asked({ 'get=jobs': () => [200, { ...stamp, jobs }] }, 'status', '--all');
    const [, ...lines] = stdout.trimEnd().split('\n');
    expect(lines.map(text => text.split(/ +/).slice(0, 2).join(' '))).to.deep.equal([
      '✓ constructor',
      '✕ broken',
      '✕ failing',
      '○ due',
      '● running',
      '○ waiting',
      '✓ ok',
      '‖ paused',
      '✓ ended',
    ]);
  });

  it('status of a job whose schedule threw, which has nothing to do with how its last run ended', async () => {
    const last = { id: 'r1', at: NOW, ms: 80, kind: 'failed', message: 'the bank did not answer' };
    const jobs = [row('a', { state: 'broken', streak: 4, last })];
    const { stdout } = await asked({ 'get=jobs': () => [200, { ...stamp, jobs }] }, 'status');
    expect(stdout.trimEnd().split('\n')[1]).to.equal('✕ a  broken  its schedule threw');
  });

  it('status and trigger with escapes as text, wherever a process puts them', async () => {
    const evil = '\x1b[2J';
    const run = { id: 'r9', job: 'a', at: NOW, lateMs: 0, attempts: 1, trigger: 'manual', kind: 'succeeded' };
    const lines = [{ seq: 1, at: NOW, level: evil, text: evil }];
    const answers: Answers = {
      'get=state': () => [200, { ...STATE, scheduler: { ...STATE.scheduler, pid: evil, host: evil, state: evil } }],
      'get=jobs': () => [200, { ...stamp, jobs: [row('a', { state: evil, last: { message: evil } })] }],
      'do=run': () => [202, { v: 1, ok: true, run: 'r9', job: row('a') }],
      'get=run': () => [200, { v: 1, now: NOW, run: { ...run, lines } }],
    };
    for (const line of [['status'], ['trigger', 'a']]) {
      const { stdout, stderr, status } = await asked(answers, ...line);
      expect(stdout + stderr, line.join(' '))
        .to.contain('\\u001b[2J')
        .and.not.contain('\x1b');
      expect(status).to.equal(0);
    }
  });

  it('status --check, and --json', async () => {
    expect((await asked({}, 'status', '--check')).status).to.equal(1);
    const fine = { ...STATE, counts: { jobs: 1, running: 0, failing: 0, paused: 0 } };
    const well: Answers = { 'get=state': () => [200, fine], 'get=jobs': () => [200, { ...stamp, jobs: [row('a')] }] };
    expect((await asked(well, 'status', '--check')).status).to.equal(0);
    const { stdout } = await asked(well, 'status', '--json');
    expect(JSON.parse(stdout)).to.deep.include({ v: 1, epoch: 'e', jobs: [row('a')] });
  });

  it('pause, with its reason and until when in the zone of the job', async () => {
    const until = Date.parse('2026-11-20T23:00:00Z');
    const paused = { reason: 'INC-2231', at: NOW, until };
    const outcome = await asked(
      {
        'do=pause': () => [202, { v: 1, ok: true, job: row('digest', { state: 'paused', paused }) }],
        'get=job': () => [200, { ...stamp, job: row('digest') }],
      },
      ...['pause', 'digest', '--reason', 'INC-2231', '--until', 'tomorrow'],
    );
    expect(outcome.stdout).to.equal(
      'digest is paused until Sat 21 Nov, 00:00 CET: INC-2231. Occurrences until then are skipped.\n',
    );
    expect(outcome.asked.at(-1)).to.equal(`POST /jobs?do=pause&reason=INC-2231&job=digest&until=${until}`);
    expect(outcome.headers.at(-1)).to.include({ 'x-carillon': '1' });
  });

  it('pause for as long as nobody resumes it', async () => {
    const paused = { reason: 'INC-2231', at: NOW };
    const answer = () => [202, { v: 1, ok: true, job: row('digest', { state: 'paused', paused }) }] as const;
    expect((await asked({ 'do=pause': answer }, 'pause', 'digest')).stdout).to.equal(
      'digest is paused until it is resumed: INC-2231. Occurrences until then are skipped.\n',
    );
  });

  it('tells times in UTC where this Node does not know the zone of a job', async () => {
    const there = (more: object) => row('digest', { zone: 'Mars/Olympus', ...more });
    const paused = { reason: 'INC-2231', at: NOW, until: NOW + MINUTE };
    const answers: Answers = {
      'do=pause': () => [202, { v: 1, ok: true, job: there({ state: 'paused', paused }) }],
      'get=job': () => [200, { ...stamp, job: there({}) }],
    };
    expect((await asked(answers, 'pause', 'digest')).stdout).to.contain('paused until 20:15:18 UTC');
    const { stderr, status } = await asked(answers, 'pause', 'digest', '--until', 'tomorrow');
    expect(stderr).to.contain('--until is meant in Mars/Olympus, a zone that this Node does not know');
    expect(status).to.equal(2);
    expect((await asked(answers, 'pause', 'digest', '--until', '2h')).status).to.equal(0);
  });

  it('resume, skip, cancel, and all at once', async () => {
    const done = (more: object) => () => [202, { v: 1, ok: true, ...more }] as const;
    const next = row('digest', { next: NOW + 42_000 });
    const said = async (answers: Answers, ...line: readonly string[]) =>
      (await asked(answers, ...line)).stdout.trimEnd();
    expect(await said({ 'do=resume': done({ job: next }) }, 'resume', 'digest')).to.equal(
      'digest is resumed, next 21:15:00 CET',
    );
    expect(await said({ 'do=skip': done({ job: next, at: NOW + 1000 }) }, 'skip', 'digest')).to.equal(
      'digest skips 21:14:19 CET; next 21:15:00 CET',
    );
    expect(await said({ 'do=cancel': done({ job: next }) }, 'cancel', 'digest', '--run', 'r7')).to.equal(
      'the run of digest is being cancelled',
    );
    expect(await said({ 'do=pauseAll': done({ count: 12 }) }, 'pause', '--all')).to.equal('12 jobs paused');
    expect(await said({ 'do=resumeAll': done({ count: 1 }) }, 'resume', '--all')).to.equal('1 job resumed');
  });

  it('pause and resume nothing where it is not plain what is meant', async () => {
    for (const deed of ['pause', 'resume']) {
      for (const [line, complaint] of [
        [[deed], 'which job?'],
        [[deed, 'digest', '--all'], 'which is meant, digest or --all?'],
      ] as const) {
        const { stderr, status, asked: requests } = await asked({}, ...line);
        expect(stderr).to.equal(`carillon: ${complaint}\n  name one, or say --all\n`);
        expect([status, requests]).to.deep.equal([2, []]);
      }
    }
  });
});
