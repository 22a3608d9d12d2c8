import { channel } from 'node:diagnostics_channel';
import type { Command, Deed, RefusalCode } from '../console/action.js';
import type { Console } from '../console/console.js';
import type { Admitted } from './access.js';
import { type Answer, json } from './answer.js';
import type { ActionReply, AllReply, Can } from './api.js';
import { plainText } from './cut-text.js';
import type { Action, DashboardOptions } from './options.js';
import type { Query } from './query.js';
import { RateLimit } from './rate-limit.js';
import { badRequest, noJob, notFound, Refusal, type RefusedStatus } from './refusal.js';
import type { Shown } from './shown.js';

/** Something that is to be done, and who wants it. */
export interface Order {
  readonly query: Query;
  readonly access: Admitted;
  readonly shown: Shown;
  /** Where it comes from. */
  readonly peer: string | undefined;
}

const CHANNEL = channel('carillon:dashboard.action');

/** Carries out `?do=`, for whom it is allowed, and tells who listens of everything that was tried. */
export class Actions {
  readonly #console: Console;
  readonly #options: DashboardOptions;
  readonly #limit: RateLimit;

  constructor(source: Console, options: DashboardOptions) {
    this.#console = source;
    this.#options = options;
    this.#limit = new RateLimit(options.actionsPerMinute ?? 60);
  }

  /** @throws Refusal */
  async carryOut(name: string, order: Order): Promise<Answer> {
    const rule = RULES.get(name as Deed);
    if (rule === undefined)
      throw notFound(`there is nothing of that name to do: there are ${[...RULES.keys()].join(', ')}`);
    const command = commandOf(name as Deed, rule, order, this.#console.now());
    try {
      const answer = await this.#allowed(rule, command, order);
      this.#tell(command, order, 202);
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#note(command, rule, error);
      this.#tell(command, order, error.status);
      throw error;
    }
  }

  async #allowed(rule: Rule, command: Command, { access, shown, peer }: Order): Promise<Answer> {
    const { job } = command;
    if (job !== undefined && (access.sees?.(job) === false || !this.#console.has(job))) {
      throw noJob();
    }
    if (!access.can[rule.right]) throw new Refusal(403, 'read_only', `you may not ${rule.infinitive} here`);
    this.#count(access.user === undefined ? `address ${peer}` : `user ${access.user}`);
    const reply = await this.#console.do(command);
    if (!reply.ok) throw new Refusal(STATUS[reply.code], reply.code, shown.sentence(reply.message));
    const { run, at, count } = reply;
    if (job === undefined) return json({ v: 1, ok: true, count: count ?? 0 } satisfies AllReply, 202);
    const [row] = await this.#console.rows([job]);
    if (row === undefined) throw notFound('the job has just been removed');
    const answer: ActionReply = {
      v: 1,
      ok: true,
      ...(run !== undefined && { run }),
      ...(at !== undefined && { at }),
      ...(count !== undefined && { count }),
      job: shown.row(row),
    };
    return json(answer, 202);
  }

  #count(who: string): void {
    const waitMs = this.#limit.count(who, this.#console.now());
    if (waitMs === undefined) return;
    throw new Refusal(429, 'too_many', `at most ${this.#limit.most} actions a minute`, {
      'retry-after': String(Math.ceil(waitMs / 1000)),
    });
  }

  #note({ job, by, reason }: Command, { infinitive }: Rule, { message }: Refusal): void {
    this.#console.note({
      ...(by !== undefined && { who: by }),
      what: `tried to ${infinitive}`,
      ...(job !== undefined && { job }),
      ...(reason !== undefined && { why: reason }),
      result: message,
    });
  }

  #tell(command: Command, { access, peer }: Order, status: Action['status']): void {
    const { job, run, reason, until } = command;
    const action: Action = {
      at: this.#console.now(),
      user: access.user,
      remoteAddress: peer,
      do: command.do,
      job,
      run,
      reason,
      until,
      ok: status === 202,
      status,
    };
    contained(() => this.#options.onAction?.(action));
    if (CHANNEL.hasSubscribers) contained(() => CHANNEL.publish(action));
  }
}

interface Rule {
  readonly right: keyof Can;
  readonly takes: readonly string[];
  readonly infinitive: string;
}

const RULES: ReadonlyMap<Deed, Rule> = new Map([
  ['run', { right: 'run', takes: ['job', 'reason'], infinitive: 'run' }],
  ['pause', { right: 'pause', takes: ['job', 'reason', 'until'], infinitive: 'pause' }],
  ['resume', { right: 'pause', takes: ['job', 'reason'], infinitive: 'resume' }],
  ['cancel', { right: 'cancel', takes: ['job', 'reason', 'run'], infinitive: 'cancel' }],
  ['skip', { right: 'skip', takes: ['job', 'reason'], infinitive: 'skip the next of' }],
  ['redrive', { right: 'run', takes: ['job', 'reason'], infinitive: 'redrive' }],
  ['pauseAll', { right: 'pause', takes: ['reason', 'until'], infinitive: 'pause all' }],
  ['resumeAll', { right: 'pause', takes: ['reason'], infinitive: 'resume all' }],
]);

const STATUS: Readonly<Record<RefusalCode, RefusedStatus>> = {
  no_job: 404,
  no_run: 404,
  paused: 409,
  not_paused: 409,
  running: 409,
  idle: 409,
  over: 409,
  takes_data: 409,
  stopping: 409,
  away: 503,
};

const MAX_REASON = 200;
/** A pause that is meant to end, ends within ten years. */
const MAX_PAUSE_MS = 10 * 366 * 86_400_000;

function commandOf(deed: Deed, { takes }: Rule, { query, access }: Order, nowMs: number): Command {
  query.only('do', ...takes);
  const reason = query.text('reason', MAX_REASON);
  const plain = reason === undefined ? '' : plainText(reason).replace(/\s+/g, ' ').trim();
  const until = query.integer('until', 0, Number.MAX_SAFE_INTEGER);
  if (until !== undefined && (until <= nowMs || until > nowMs + MAX_PAUSE_MS)) {
    throw badRequest('until must lie in the future, and within ten years');
  }
  const job = takes.includes('job') ? query.needed('job') : undefined;
  const run = query.text('run');
  return {
    do: deed,
    ...(job !== undefined && { job }),
    ...(run !== undefined && { run }),
    ...(plain !== '' && { reason: plain }),
    ...(until !== undefined && { until }),
    ...(access.user !== undefined && { by: access.user }),
    ...(access.sees !== undefined && { sees: access.sees }),
  };
}

/** What a listener throws or rejects with changes nothing: the action has been done. */
function contained(tell: () => unknown): void {
  try {
    void Promise.resolve(tell()).catch(() => {});
  } catch {
    // As above; the application hears of its own errors where it catches them.
  }
}
