import { AssertionError, expect } from 'chai';
import { Registry, type RunRecordJson } from '../../../../lib/index.js';
import { ContractHost, type ContractOptions, type Declare } from './contract-host.js';
import type { Ground } from './ground.js';

/** Something that a run did, in the order in which it happened. */
export interface Note {
  readonly what: 'begin' | 'end' | 'abort';
  readonly host: string;
  readonly job: string;
  readonly key: string;
  readonly token: number;
  readonly redelivered: number;
  readonly data: unknown;
  readonly atMs: number;
}

/** What nobody would wait for any longer. */
const WITHIN_MS = 20_000;

/** How often it is looked whether something holds. */
const LOOK_MS = 10;

/** One scenario of the contract: a farm of its own, its hosts, and what their runs did. */
export class World {
  readonly ground: Ground;
  readonly name: string;
  readonly notes: Note[] = [];
  readonly hosts: ContractHost[] = [];

  constructor(ground: Ground, name: string) {
    this.ground = ground;
    this.name = name;
  }

  now(): number {
    return this.ground.clock.now();
  }

  pass(ms: number): Promise<void> {
    const { clock } = this.ground;
    return new Promise(resolve => {
      clock.alarm(clock.monotonic() + ms, resolve, { keepAlive: true });
    });
  }

  /** Waits until it holds. Rejects, naming it, where it does not in time. */
  async until(what: string, holds: () => boolean | Promise<boolean>, withinMs = WITHIN_MS): Promise<void> {
    const { clock } = this.ground;
    const endMs = clock.monotonic() + withinMs;
    while (!(await holds())) {
      if (clock.monotonic() >= endMs) throw new AssertionError(`not within ${withinMs} ms: ${what}`);
      await this.pass(LOOK_MS);
    }
  }

  /** One more host; resolves when it is in the farm. */
  async host(declare: Declare, options: ContractOptions = {}): Promise<ContractHost> {
    const host = new ContractHost(this, `h${this.hosts.length}`);
    this.hosts.push(host);
    const registry = new Registry({ zone: 'UTC' });
    declare(registry, host);
    await host.start(registry, options);
    return host;
  }

  /** So many hosts of one registry. */
  async hostsOf<N extends number>(
    count: N,
    declare: Declare,
  ): Promise<readonly [ContractHost, ContractHost, ...ContractHost[]]> {
    const all = await Promise.all(Array.from({ length: count }, () => this.host(declare)));
    return all as unknown as readonly [ContractHost, ContractHost, ...ContractHost[]];
  }

  /** All that is in progress goes to other hosts, as where judges have seen it silent for ten seconds. */
  async takeOver(): Promise<void> {
    const witness = await this.ground.witness(this.name);
    const { active } = await witness.beat('00000000-0000-4000-8000-000000000000', '', '0', {});
    expect(await witness.condemn(active), 'what was taken over').not.to.be.empty;
    await witness.tell();
    await witness.close();
  }

  /** All that is in progress is cancelled, as by somebody who does so in the database itself. */
  async endElsewhere(): Promise<void> {
    const witness = await this.ground.witness(this.name);
    const { active } = await witness.beat('00000000-0000-4000-8000-000000000000', '', '0', {});
    const ends = active.map(row => ({ ...row, name: '', state: 'cancelled' as const, output: null, isAwaited: false }));
    expect(await witness.settle(ends), 'what was ended').not.to.be.empty;
    await witness.close();
  }

  /** The begins of all jobs, in their order. */
  get allBegun(): readonly Note[] {
    return this.notes.filter(({ what }) => what === 'begin');
  }

  /** The most runs that were under way at once. */
  get mostAtOnce(): number {
    let running = 0;
    return Math.max(
      ...this.notes.map(({ what }) => {
        running += what === 'begin' ? 1 : -1;
        return running;
      }),
    );
  }

  begun(job: string): readonly Note[] {
    return this.notes.filter(note => note.job === job && note.what === 'begin');
  }

  /** Waits until a job has begun so often. */
  begins(job: string, times: number, withinMs?: number): Promise<void> {
    return this.until(`${times} begins of ${job}`, () => this.begun(job).length >= times, withinMs);
  }

  /** Waits until so many runs of a job are on some host, whether they have begun or wait there. */
  taken(job: string, count: number): Promise<void> {
    return this.until(`${count} of ${job} are taken`, async () => (await this.#runs(job)).length >= count);
  }

  /** The same, or are over by now. */
  come(job: string, count: number): Promise<void> {
    return this.until(`${count} of ${job} have come`, async () => {
      return (await this.#runs(job)).length + (await this.history(job)).length >= count;
    });
  }

  /** What the farm has recorded of a job, the first first. */
  async history(job: string): Promise<readonly RunRecordJson[]> {
    const host = this.hosts.findLast(({ isUp }) => isUp);
    return [...((await host?.farm.history({ job, limit: 500 })) ?? [])].reverse();
  }

  async end(): Promise<void> {
    await Promise.all(this.hosts.map(host => host.end()));
  }

  async #runs(job: string) {
    const survey = await this.hosts.find(({ isUp }) => isUp)?.farm.survey(this.now());
    return (survey?.runs ?? []).filter(({ jobName }) => jobName === job);
  }
}
