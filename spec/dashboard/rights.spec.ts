import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect } from 'chai';
import type { Access } from '../../lib/dashboard/access.js';
import type { Action } from '../../lib/dashboard/options.js';
import { Listening } from '../support/dashboard/event-source.js';
import { Mounted } from '../support/dashboard/mounted.js';
import { exchange } from '../support/dashboard/raw-http.js';

const DEEDS = ['run', 'pause', 'resume', 'cancel', 'skip', 'redrive'] as const;

describe('what a user may do', () => {
  async function statusesOf(can: Access['can']) {
    await using mounted = await Mounted.over({ authorize: () => ({ user: 'kim', can }) });
    const statuses: number[] = [];
    for (const deed of DEEDS) statuses.push((await mounted.act(`do=${deed}&job=backup`)).status);
    for (const deed of ['pauseAll', 'resumeAll']) statuses.push((await mounted.act(`do=${deed}`)).status);
    return { statuses, acts: mounted.console.acts, commands: mounted.console.commands };
  }

  it('is nothing where it may only read, and that is in Activity', async () => {
    const { statuses, acts, commands } = await statusesOf('read');
    expect(statuses).to.deep.equal([403, 403, 403, 403, 403, 403, 403, 403]);
    expect(commands).to.deep.equal([]);
    expect(acts).to.have.lengthOf(8);
    expect(acts[6]).to.deep.include({ who: 'kim', what: 'tried to pause', job: 'backup', ok: false });
  });

  it('is what it was given, and no more', async () => {
    expect((await statusesOf({ run: true })).statuses).to.deep.equal([202, 403, 403, 403, 403, 202, 403, 403]);
    expect((await statusesOf({ pause: true, cancel: true })).statuses).to.deep.equal([
      403, 202, 202, 202, 403, 403, 202, 202,
    ]);
    expect((await statusesOf({ skip: true, run: 'yes' as never })).statuses).to.deep.equal([
      403, 403, 403, 403, 202, 403, 403, 403,
    ]);
    expect((await statusesOf('operate')).statuses).to.deep.equal([202, 202, 202, 202, 202, 202, 202, 202]);
    expect((await statusesOf('operate')).commands[0]).to.deep.equal({ do: 'run', job: 'backup', by: 'kim' });
  });

  it('is decided by the address that is answered, however that was sent', async () => {
    const asked: string[] = [];
    const authorize = ({ url }: Request) => {
      asked.push(url.slice(url.indexOf('/', 8)));
      return new URL(url).searchParams.has('do') ? (false as const) : ({ can: 'operate' } as const);
    };
    await using mounted = await Mounted.over({ authorize });
    const deed = '?do=pause&job=backup';
    const sent = { method: 'POST', headers: { 'x-carillon': '1' } };
    for (const address of [
      `/jobs${deed}`,
      `http://localhost/jobs${deed}`,
      `http://localhost${deed}`,
      `/jobs#${deed}`,
    ]) {
      const { status } = await exchange(mounted.port, address, sent);
      expect(status, address).to.equal(address.includes('#') ? 405 : 403);
    }
    expect(asked).to.deep.equal([`/jobs${deed}`, `/jobs${deed}`, `/${deed}`, '/jobs']);
    expect(mounted.console.commands).to.deep.equal([]);
  });

  it('is nothing to a job that it may not see, which is as if it were not there', async () => {
    await using mounted = await Mounted.over({
      authorize: () => ({ can: { run: true, pause: true, jobs: name => name === 'digest' } }),
    });
    const there = await mounted.act('do=run&job=backup');
    const nowhere = await mounted.act('do=run&job=nonsense');
    expect([there.status, nowhere.status]).to.deep.equal([404, 404]);
    expect(there.body).to.equal(nowhere.body);
    expect((await mounted.act('do=run&job=digest')).status).to.equal(202);
    await mounted.act('do=pauseAll');
    const { sees } = mounted.console.commands[1] ?? {};
    expect([sees?.('digest'), sees?.('backup')]).to.deep.equal([true, false]);
  });

  it('is refused by what the core says, with its own words', async () => {
    await using mounted = await Mounted.over();
    for (const [code, status] of [
      ['paused', 409],
      ['running', 409],
      ['idle', 409],
      ['over', 409],
      ['stopping', 409],
      ['no_run', 404],
      ['away', 503],
    ] as const) {
      mounted.console.reply = { ok: false, code, message: 'why not' };
      const got = await mounted.act('do=run&job=backup');
      expect([got.status, got.json()]).to.deep.equal([status, { v: 1, error: { code, message: 'why not' } }]);
    }
  });

  it('is 60 actions a minute, counted by user, and by address where there are none', async () => {
    await using mounted = await Mounted.over();
    for (let count = 0; count < 60; count += 1) expect((await mounted.act('do=run&job=backup')).status).to.equal(202);
    const { status, headers } = await mounted.act('do=run&job=backup');
    expect([status, headers['retry-after']]).to.deep.equal([429, '60']);
    mounted.console.nowMs += 60_000;
    expect((await mounted.act('do=run&job=backup')).status).to.equal(202);
    await using named = await Mounted.over({
      authorize: asked => ({ user: asked.headers.get('cookie') ?? '', can: 'operate' }),
      actionsPerMinute: 1,
    });
    const statuses: number[] = [];
    for (const cookie of ['ana', 'ben', 'ana']) {
      statuses.push((await named.act('do=run&job=backup', { headers: { cookie } })).status);
    }
    expect(statuses).to.deep.equal([202, 202, 429]);
  });

  it('is not changed by what a listener throws', async () => {
    const told: Action[] = [];
    const heard: unknown[] = [];
    const listen = (action: unknown) => void heard.push(action);
    subscribe('carillon:dashboard.action', listen);
    await using mounted = await Mounted.over({
      onAction(action) {
        told.push(action);
        if (told.length === 1) throw new Error('no');
        return Promise.reject(new Error('nor this')) as never;
      },
    });
    expect((await mounted.act('do=pause&job=backup&reason=x')).status).to.equal(202);
    expect((await mounted.act('do=pause&job=nonsense')).status).to.equal(404);
    unsubscribe('carillon:dashboard.action', listen);
    expect(told).to.deep.equal([
      {
        at: mounted.console.nowMs,
        user: undefined,
        remoteAddress: '127.0.0.1',
        do: 'pause',
        job: 'backup',
        run: undefined,
        reason: 'x',
        until: undefined,
        ok: true,
        status: 202,
      },
      { ...told[0], job: 'nonsense', reason: undefined, ok: false, status: 404 },
    ]);
    expect(heard).to.deep.equal(told);
  });

  it('is told of the jobs that it sees, in every read, and another is "another job"', async () => {
    await using mounted = await Mounted.over({ authorize: () => ({ can: { jobs: name => name.startsWith('d') } }) });
    const { console } = mounted;
    console.problemsFound = [
      { code: 'failing', level: 'bad', job: 'backup', title: 'has failed' },
      { code: 'overlap', level: 'warn', job: 'digest', title: 'skipped', cause: "the job 'backup' was in progress" },
    ];
    console.putRun({ id: 'r1', job: 'backup' });
    console.putRun({
      id: 'r2',
      job: 'digest',
      kind: 'skipped',
      detail: 'backup@2026-11-20T20:00:00.000Z was in progress; digest waited; the backups are not meant',
    });
    console.acts.push(
      { id: 1, at: 1, what: 'ran', job: 'backup', ok: true },
      { id: 2, at: 2, what: 'ran', job: 'digest', ok: true },
    );
    console.acts.push({ id: 3, at: 3, what: 'paused all', ok: true, result: '12 jobs' });
    console.whyText = "job 'digest' was skipped: the run 'backup' held the group";
    for (const query of [
      ...['get=state', 'get=jobs', 'get=runs', 'get=run&run=r2', 'get=job&job=digest', 'get=problems', 'get=activity'],
      ...['get=timeline', 'get=metrics', `get=why&job=digest&at=${console.nowMs}`],
    ]) {
      const { status, body, headers } = await mounted.send(query);
      expect(status, query).to.equal(200);
      expect(body.replaceAll('the backups are not meant', ''), query).not.to.contain('backup');
      expect(headers, query).not.to.have.property('etag');
    }
    expect((await mounted.send('get=activity')).body).not.to.contain('12 jobs');
    expect((await mounted.send('get=state')).json()).to.have.nested.property('counts.jobs', 1);
    const { run } = (await mounted.send('get=run&run=r2')).json<{ run: { detail: string } }>();
    expect(run.detail).to.equal('another job was in progress; digest waited; the backups are not meant');
    for (const query of [
      'get=job&job=backup',
      'get=run&run=r1',
      `get=why&job=backup&at=1`,
      'get=runs&job=backup',
      'get=events&run=r1',
    ]) {
      expect((await mounted.send(query)).status, query).to.be.oneOf([404, 400]);
    }
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    console.put({ name: 'backup' });
    console.put({ name: 'digest' });
    console.tell({ kind: 'progress', job: 'backup', run: 'r1', progress: { done: 1 }, ms: 1 });
    console.tell({ kind: 'act', act: { id: 3, at: 3, what: 'ran', job: 'backup', ok: true } });
    console.tell({ kind: 'problems' });
    mounted.surroundings.tick();
    expect(await stream.hears('problem')).to.deep.equal([{ problems: 1 }]);
    expect(stream.events).to.deep.equal(['hello', 'jobs', 'problem']);
    expect(JSON.stringify(stream.frames)).not.to.contain('"backup"');
    stream.leave();
  });

  it('sees nothing where its predicate throws', async () => {
    const jobs = () => {
      throw new Error('no');
    };
    await using mounted = await Mounted.over({ authorize: () => ({ can: { jobs } }) });
    expect((await mounted.send('get=jobs')).json()).to.deep.include({ total: 0, jobs: [] });
  });
});
