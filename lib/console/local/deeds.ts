import type { Command, Done, RefusalCode, Refused, Reply } from '../action.js';
import type { Soon } from '../console.js';
import type { Act } from '../findings.js';
import type { OwnDoings } from './own-doings.js';
import { resultText } from './result-text.js';
import type { Subject, SubjectJob } from './subject.js';

/** Writes down what somebody did, and what came of it once that is known. */
type Log = (act: Omit<Act, 'id' | 'at'>, result?: Promise<string>) => void;

/** Does what people ask for to a scheduler, or says why not. */
export class Deeds {
  readonly #subject: Subject;
  readonly #log: Log;
  readonly #own: OwnDoings;

  constructor(subject: Subject, log: Log, own: OwnDoings) {
    this.#subject = subject;
    this.#log = log;
    this.#own = own;
  }

  /** At once; only what a farm does is there when its database has it. */
  async do(command: Command): Promise<Reply> {
    try {
      const reply = await this.#do(command);
      return this.#subject.beyond === undefined || !reply.ok ? reply : await this.#confirmed(command, reply);
    } catch (error) {
      // A job that leaves at this very moment refuses what is asked of it, and says so.
      return refused('over', error instanceof Error ? error.message : 'it can no longer be done');
    }
  }

  /** A pause, or its end, holds when this host has heard it from the farm. */
  async #confirmed(command: Command, reply: Done): Promise<Reply> {
    const { do: deed, job, sees } = command;
    const isPause = deed === 'pause' || deed === 'pauseAll';
    if (!isPause && deed !== 'resume' && deed !== 'resumeAll') return reply;
    const all = this.#subject.jobs.filter(({ name }) => sees === undefined || sees(name)).map(({ name }) => name);
    const isSo = ({ paused, phase }: SubjectJob) =>
      isPause ? phase === 'ended' || !isShorter(paused, command) : !paused;
    const hasLearned = await this.#subject.beyond?.hasLearned(job === undefined ? all : [job], isSo);
    return hasLearned === false ? refused('away', 'the farm has not confirmed it: is its database there?') : reply;
  }

  #do(command: Command): Soon<Reply> {
    const { state } = this.#subject;
    if (state === 'stopping' || state === 'stopped')
      return refused('stopping', 'the scheduler is stopping: nothing new starts');
    if (command.do === 'pauseAll' || command.do === 'resumeAll') return this.#all(command, command.do);
    const job = this.#subject.get(command.job ?? '');
    if (job === undefined) return refused('no_job', `there is no job '${command.job}'`);
    switch (command.do) {
      case 'run':
        return this.#run(job, command);
      case 'pause':
        return this.#pause(job, command);
      case 'resume':
        return this.#resume(job, command);
      case 'cancel':
        return this.#cancel(job, command);
      case 'skip':
        return this.#skip(job, command);
      case 'redrive':
        return this.#redrive(job, command);
    }
  }

  #run(job: SubjectJob, command: Command): Reply {
    const { paused, running, waiting, rules, name } = job;
    if (paused !== undefined) return refused('paused', `'${name}' is paused: ${paused.reason}`);
    if (rules.takesData) return refused('takes_data', `'${name}' takes data, so it is run by code: trigger or enqueue`);
    const isBusy = running.length > 0 || waiting.length > 0;
    if (isBusy && rules.overlap === 'skip')
      return refused('running', `'${name}' is running, and never runs beside itself`);
    if (waiting.length > 0 && rules.overlap === 'runAfter') {
      return refused('running', `'${name}' is running, and another run waits for it already`);
    }
    const known = new Set(idsOf(job));
    const ended = job.trigger(undefined, byOf(command)).then(
      outcome => resultText({ outcome }),
      error => `not run: ${error instanceof Error ? error.message : 'it was refused'}`,
    );
    const run = idsOf(job).find(id => !known.has(id));
    const record = job.history.findLast(
      ({ trigger, runId }) => trigger === 'manual' && !known.has(runId) && runId === run,
    );
    if (record?.outcome.kind === 'skipped') return refused('running', record.outcome.detail);
    // In a farm nobody knows yet which run it will be, nor where.
    this.#tell(command, 'ran', run, run === undefined ? ended : record && resultText(record));
    return { ok: true, ...(run !== undefined && { run }) };
  }

  #pause(job: SubjectJob, command: Command): Reply {
    const { paused, phase, name } = job;
    if (paused !== undefined) return refused('paused', `'${name}' is paused already: ${paused.reason}`);
    if (phase === 'ended') return refused('over', `the schedule of '${name}' is over`);
    this.#pauseOne(job, command);
    this.#tell(command, 'paused');
    return { ok: true };
  }

  #resume(job: SubjectJob, command: Command): Reply {
    if (job.paused === undefined) return refused('not_paused', `'${job.name}' is not paused`);
    this.#resumeOne(job, command);
    this.#tell(command, 'resumed');
    return { ok: true };
  }

  #cancel(job: SubjectJob, command: Command): Reply {
    const { run, reason } = command;
    const inProgress = [...job.running, ...job.waiting];
    if (run !== undefined && !inProgress.some(({ runId }) => runId === run)) {
      if (job.history.some(({ runId }) => runId === run)) return refused('idle', 'that run has ended');
      return refused('no_run', `'${job.name}' has no such run`);
    }
    if (
      inProgress.length === 0 ||
      !job.cancel(reason, { ...byOf(command), ...(run !== undefined && { runId: run }) })
    ) {
      return refused('idle', `'${job.name}' is not running`);
    }
    const cancelled = run ?? inProgress.at(0)?.runId;
    this.#tell(command, 'cancelled', cancelled);
    return { ok: true, ...(cancelled !== undefined && { run: cancelled }) };
  }

  #skip(job: SubjectJob, command: Command): Reply {
    const { name, nextRunMs, paused } = job;
    if (paused !== undefined) return refused('paused', `'${name}' is paused: ${paused.reason}`);
    const skip = () => job.skipNext(command.reason, byOf(command));
    const skipped = nextRunMs === undefined ? undefined : this.#own.do('skipped', name, command.by, skip);
    if (skipped === undefined) return refused('over', `'${name}' has no next run`);
    this.#tell(command, 'skipped');
    return { ok: true, at: skipped.toMillis() };
  }

  /** Without a farm nothing is kept that has failed. */
  async #redrive({ name }: SubjectJob, command: Command): Promise<Reply> {
    const count = await this.#subject.beyond?.redrive(name).catch(() => undefined);
    if (count === undefined && this.#subject.beyond !== undefined) return refused('away', 'the farm could not be told');
    if (!count) return refused('idle', `nothing that was asked of '${name}' has failed for good`);
    this.#tell(
      command,
      'redrove',
      undefined,
      count === 1 ? '1 of what was asked for' : `${count} of what was asked for`,
    );
    return { ok: true, count };
  }

  /** One act for all: a thousand would push everything else out. */
  #all(command: Command, deed: 'pauseAll' | 'resumeAll'): Reply {
    const { sees } = command;
    const isOpen = ({ paused, phase }: SubjectJob) =>
      deed === 'resumeAll' ? paused !== undefined : phase !== 'ended' && isShorter(paused, command);
    let count = 0;
    for (const { name } of this.#subject.jobs) {
      // A listener that was told of one may have changed this one, or taken it out.
      const job = sees === undefined || sees(name) ? this.#subject.get(name) : undefined;
      if (job === undefined || !isOpen(job)) continue;
      if (deed === 'resumeAll') this.#resumeOne(job, command);
      else this.#pauseOne(job, command);
      count += 1;
    }
    const what = deed === 'resumeAll' ? 'resumed all' : 'paused all';
    this.#tell(command, what, undefined, count === 1 ? '1 job' : `${count} jobs`);
    return { ok: true, count };
  }

  #pauseOne(job: SubjectJob, command: Command): void {
    const pause = () => job.pause(command.reason, { ...byOf(command), ...untilOf(command) });
    this.#own.do('paused', job.name, command.by, pause);
  }

  #resumeOne(job: SubjectJob, command: Command): void {
    this.#own.do('resumed', job.name, command.by, () => job.resume(byOf(command)));
  }

  #tell({ by, job, reason }: Command, what: string, run?: string, result?: string | Promise<string>): void {
    const act = {
      ...(by !== undefined && { who: by }),
      what,
      ...(job !== undefined && { job }),
      ...(reason !== undefined && { why: reason }),
      ok: true,
      ...(run !== undefined && { run }),
    };
    if (result instanceof Promise) this.#log(act, result);
    else this.#log({ ...act, ...(result !== undefined && { result }) });
  }
}

function idsOf({ running, waiting, history }: SubjectJob): readonly string[] {
  return [...running, ...waiting, ...history.slice(-5)].map(({ runId }) => runId);
}

function byOf({ by }: Command): { readonly by?: string } {
  return by === undefined ? {} : { by };
}

/** Whether the job is not paused, or not for as long. */
function isShorter(paused: SubjectJob['paused'], { until = Infinity }: Command): boolean {
  return paused === undefined || until > (paused.until?.toMillis() ?? Infinity);
}

function untilOf({ until }: Command): { readonly until?: number } {
  return until === undefined ? {} : { until };
}

function refused(code: RefusalCode, message: string): Refused {
  return { ok: false, code, message };
}
