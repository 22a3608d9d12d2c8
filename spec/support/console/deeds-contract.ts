import { expect } from 'chai';
import type { Row } from '../../../lib/console/row.js';
import { BEGIN, type ConsoleWorld } from './console-world.js';

const MINUTE_MS = 60_000;
const sees = (name: string) => name !== 'bad';

/** What holds for what every console does, and for what it keeps of that. */
export function itDoes(worldOf: () => Promise<ConsoleWorld>): void {
  let world: ConsoleWorld;

  beforeEach(async () => {
    world = await worldOf();
    await world.advance(60);
  });
  afterEach(() => world.stop());

  it('does what it is told, and keeps who wanted it', async () => {
    const { console } = world;
    expect(await console.do({ do: 'pause', job: 'good', reason: 'INC-2231', by: 'ana' })).to.include({ ok: true });
    const [paused] = await rows('good');
    expect([paused?.state, paused?.next]).to.deep.equal(['paused', undefined]);
    expect(paused?.paused).to.deep.equal({ by: 'ana', reason: 'INC-2231', at: BEGIN + 60 * MINUTE_MS });
    expect(await console.do({ do: 'run', job: 'good' })).to.include({ ok: false, code: 'paused' });
    expect(await console.do({ do: 'resume', job: 'good', by: 'ana' })).to.include({ ok: true });
    const ran = await console.do({ do: 'run', job: 'talks', by: 'ben' });
    expect(ran).to.include({ ok: false, code: 'running' });
    const [slow] = await rows('slow');
    expect(
      await console.do({ do: 'cancel', job: 'slow', run: slow?.run ?? '', reason: 'a deploy', by: 'ben' }),
    ).to.deep.equal({
      ok: true,
      run: slow?.run,
    });
    const rare = await console.do({ do: 'run', job: 'rare', by: 'kim' });
    expect(rare).to.include({ ok: true });
    await world.advance(1);
    const acts = await console.activity({ limit: 10 });
    expect(acts.slice(0, 4).map(({ who, what, job, why }) => [who, what, job, why])).to.deep.equal([
      ['kim', 'ran', 'rare', undefined],
      ['ben', 'cancelled', 'slow', 'a deploy'],
      ['ana', 'resumed', 'good', undefined],
      ['ana', 'paused', 'good', 'INC-2231'],
    ]);
    expect(acts[0]?.result).to.match(/^succeeded/);
    expect(acts[1]?.result).to.match(/^cancelled/);
    expect(acts[0]?.id).to.be.above(acts[1]?.id ?? 0);
    expect((await console.activity({ limit: 10, before: acts[1]?.id ?? 0 }))[0]).to.deep.equal(acts[2]);
  });

  it('tells what a pause has cost so far', async () => {
    const { console } = world;
    const cost = async () => (await rows('good'))[0]?.paused?.skipped;
    await console.do({ do: 'pause', job: 'good' });
    expect(await cost()).to.equal(undefined);
    await world.advance(25);
    expect(await cost()).to.equal(2);
    await console.do({ do: 'resume', job: 'good' });
    await console.do({ do: 'pause', job: 'good' });
    expect(await cost()).to.equal(undefined);
  });

  it('leaves the next occurrence out', async () => {
    const { console } = world;
    expect(await console.do({ do: 'skip', job: 'good', by: 'ana' })).to.deep.equal({
      ok: true,
      at: BEGIN + 70 * MINUTE_MS,
    });
    await world.advance(11);
    const { runs } = await console.runs({ job: 'good', limit: 1 });
    expect(runs[0]).to.include({ kind: 'skipped', at: BEGIN + 70 * MINUTE_MS });
  });

  it('says why it does not do what can’t be done', async () => {
    const { console } = world;
    const codeOf = async (command: Parameters<typeof console.do>[0]) => {
      const reply = await console.do(command);
      return reply.ok ? 'ok' : reply.code;
    };
    expect(await codeOf({ do: 'run', job: 'nothing' })).to.equal('no_job');
    expect(await codeOf({ do: 'run', job: 'constructor' })).to.equal('no_job');
    const { length } = world.ledger;
    expect(await codeOf({ do: 'run', job: 'slow' })).to.equal('running');
    // It was refused, and not tried: nothing is recorded as skipped.
    expect(world.ledger).to.have.lengthOf(length);
    expect(await codeOf({ do: 'resume', job: 'good' })).to.equal('not_paused');
    expect(await codeOf({ do: 'cancel', job: 'good' })).to.equal('idle');
    expect(await codeOf({ do: 'cancel', job: 'slow', run: 'nothing' })).to.equal('no_run');
    const { runs } = await console.runs({ job: 'slow', limit: 1 });
    expect(await codeOf({ do: 'cancel', job: 'slow', run: runs[0]?.id ?? '' })).to.equal('idle');
    expect(await codeOf({ do: 'pause', job: 'good' })).to.equal('ok');
    expect(await codeOf({ do: 'pause', job: 'good' })).to.equal('paused');
    await world.stop();
    for (const deed of ['run', 'pause', 'resume', 'cancel', 'skip'] as const) {
      expect(await codeOf({ do: deed, job: 'good' })).to.equal('stopping');
    }
    expect(await codeOf({ do: 'pauseAll' })).to.equal('stopping');
  });

  it('pauses and resumes all that are asked for, as one act', async () => {
    const { console } = world;
    await console.do({ do: 'pause', job: 'good', until: Date.UTC(2100, 0) });
    expect(await console.do({ do: 'pauseAll', reason: 'a migration', by: 'ana', sees })).to.deep.equal({
      ok: true,
      count: 4,
    });
    expect((await console.overview(sees)).counts).to.include({ paused: 4, pausable: 0 });
    const [bad, good] = await rows('bad', 'good');
    expect([bad?.paused, good?.paused?.reason]).to.deep.equal([undefined, 'a migration']);
    expect(await console.do({ do: 'resumeAll', by: 'ana' })).to.deep.equal({ ok: true, count: 4 });
    const acts = await console.activity({ limit: 2 });
    expect(acts.map(({ what, result }) => `${what}: ${result}`)).to.deep.equal([
      'resumed all: 4 jobs',
      'paused all: 4 jobs',
    ]);
  });

  it('keeps refusals apart, so that a flood of them pushes nothing out', async () => {
    const { console } = world;
    await console.do({ do: 'pause', job: 'good', by: 'ana' });
    for (let count = 0; count < 5_000; count += 1) console.note({ who: 'kim', what: 'tried to run', job: 'good' });
    const acts = await console.activity({ limit: 500 });
    expect(acts.filter(({ ok }) => !ok)).to.have.lengthOf(100);
    expect(acts.filter(({ what }) => what === 'paused')).to.have.lengthOf(1);
  });

  async function rows(...names: readonly string[]): Promise<readonly (Row | undefined)[]> {
    const found = await world.console.rows(names);
    return names.map(name => found.find(row => row.name === name));
  }
}
