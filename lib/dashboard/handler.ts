import type { Console } from '../console/console.js';
import { reasonText } from '../kit.js';
import { type Admitted, OPERATOR } from './access.js';
import { Actions } from './actions.js';
import { type Answer, eventStream, refused, text } from './answer.js';
import type { Assets } from './api.js';
import { AssetFiles } from './asset-files.js';
import type { Call } from './call.js';
import { plainText } from './cut-text.js';
import { Gate } from './gate.js';
import type { DashboardOptions } from './options.js';
import { type Aim, checkReadable } from './origin-rules.js';
import { pageDocument, refusalDocument } from './page-document.js';
import { Query } from './query.js';
import { read } from './reads/reads.js';
import { readHealth } from './reads/whole.js';
import { Redactor } from './redactor.js';
import { noRun, Refusal } from './refusal.js';
import { Shown } from './shown.js';
import { Stream } from './stream.js';
import { Streams } from './streams.js';
import type { Surroundings } from './surroundings.js';

const MAX_ADDRESS = 4_096;

/** Answers every request, whichever door it came by. Never throws. */
export class Handler {
  readonly #console: Console;
  readonly #options: DashboardOptions;
  readonly #surroundings: Surroundings;
  readonly #gate: Gate;
  readonly #actions: Actions;
  readonly #streams: Streams;
  readonly #redactor: Redactor;
  /** What users see who see all. */
  readonly #shown: Shown;
  readonly #assets: () => Assets;
  #files: AssetFiles | undefined = undefined;
  #isClosed = false;
  /** Whether the process is about to end. */
  #isLeaving = false;

  constructor(source: Console, options: DashboardOptions, surroundings: Surroundings, assets: () => Assets) {
    this.#console = source;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#assets = assets;
    this.#gate = new Gate(options, surroundings.isProduction);
    this.#actions = new Actions(source, options);
    this.#redactor = new Redactor(options);
    this.#shown = new Shown(this.#redactor, OPERATOR, () => source.names());
    this.#streams = new Streams(source, surroundings, options.maxClients ?? 50, this.#shown);
    source.watch(change => {
      // Before anything waits for the streams to end: a server that closes would.
      if (change.kind !== 'state' || change.state === 'running') return;
      this.#isLeaving = true;
      this.#streams.bye('stopping', change.leftMs);
    });
  }

  /** Whether it lets in nobody, for want of options. */
  get isShut(): boolean {
    return this.#gate.isShut;
  }

  async answer(call: Call): Promise<Answer> {
    const answer = await this.#answerOrRefusal(call);
    if (answer.kind === 'stream') return answer;
    return { ...answer, ...(call.method === 'HEAD' && { body: undefined }), isLast: this.#isLeaving };
  }

  /** Ends all streams, and answers no more. */
  close(reason: unknown = 'closed'): void {
    this.#isClosed = true;
    this.#streams.bye(plainText(reasonText(reason)).slice(0, 200));
  }

  async #answerOrRefusal(call: Call): Promise<Answer> {
    const aim = aimOf(call);
    try {
      return await this.#answer(call, aim);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : this.#failed(error);
      const isForPeople = aim === 'page' && refusal.status !== 405 && call.header('accept')?.includes('text/html');
      if (!isForPeople) return refused(refusal);
      return text(refusalDocument(refusal.message), HTML, refusal.status, refusal.headers);
    }
  }

  async #answer(call: Call, aim: Aim): Promise<Answer> {
    this.#checkOpen();
    if (call.addressLength > MAX_ADDRESS) {
      throw new Refusal(414, 'too_long', `an address has at most ${MAX_ADDRESS} characters`);
    }
    checkMethod(call);
    if (isHealth(call)) {
      checkReadable(call);
      return readHealth(this.#console);
    }
    const admission = await this.#gate.admit(call, aim);
    // To be let in may have taken a while.
    this.#checkOpen();
    if (admission instanceof Response) return { kind: 'response', response: sendable(admission) };
    const query = Query.read(call.query);
    const [get, asset, deed] = ['get', 'asset', 'do'].map(name => query.get(name));
    if (call.method === 'POST') {
      if (deed === undefined) throw notAllowed('GET, HEAD');
      const order = { query, access: admission, shown: this.#shownTo(admission), peer: call.peer };
      return this.#actions.carryOut(deed, order);
    }
    if (deed !== undefined) throw notAllowed('POST');
    if (asset !== undefined) return this.#asset(call, query, asset);
    if (get === 'events') return this.#events(call, query, admission);
    if (get !== undefined) return this.#read(call, query, admission, get);
    query.only();
    return text(pageDocument(this.#options.title ?? this.#console.name, this.#assetFiles()), HTML);
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new Refusal(503, 'closed', 'the dashboard has been closed', { 'retry-after': '60' });
  }

  #read(call: Call, query: Query, access: Admitted, name: string): Promise<Answer> {
    return read(name, {
      source: this.#console,
      options: this.#options,
      query,
      access,
      shown: this.#shownTo(access),
      ifNoneMatch: call.header('if-none-match'),
    });
  }

  #asset(call: Call, query: Query, name: string): Answer {
    query.only('asset', 'v');
    const accepts = call.header('accept-encoding') ?? '';
    return this.#assetFiles().answer(name, query.get('v'), accepts, call.header('if-none-match'));
  }

  async #events(call: Call, query: Query, access: Admitted): Promise<Answer> {
    if (call.method === 'HEAD') throw notAllowed('GET');
    query.only('get', 'since', 'run');
    const [since, id] = [query.text('since'), query.text('run')];
    const run = id === undefined ? undefined : await this.#console.run(id);
    if (id !== undefined && (run === undefined || access.sees?.(run.job) === false)) throw noRun();
    const { state } = await this.#console.health();
    if (state === 'stopping' || state === 'stopped') {
      throw new Refusal(503, 'stopping', 'the scheduler is stopping', { 'retry-after': '5' });
    }
    this.#streams.checkRoom();
    return eventStream(sink => {
      const followed = run === undefined ? undefined : { run: run.id, job: run.job };
      const stream = new Stream(sink, this.#shownTo(access), access.sees, followed);
      // Who comes back has the address that it first came by, and has seen more since.
      const seen = call.header('last-event-id') ?? since;
      const leave = this.#streams.add(stream, seen, () => this.#mayStay(call, stream));
      for (const line of run?.lines ?? []) stream.addLine(line);
      return leave;
    });
  }

  /** Asked each minute of a stream. Who may see other things than before sees those from now on. */
  async #mayStay(call: Call, stream: Stream): Promise<boolean> {
    if (this.#options.authorize === undefined) return true;
    try {
      const admission = await this.#gate.authorized(call);
      if (admission instanceof Response) return false;
      stream.shown = this.#shownTo(admission);
      stream.sees = admission.sees;
      return stream.followed === undefined || admission.sees?.(stream.followed.job) !== false;
    } catch {
      return false;
    }
  }

  #shownTo(access: Admitted): Shown {
    return access.sees === undefined ? this.#shown : new Shown(this.#redactor, access, () => this.#console.names());
  }

  #assetFiles(): AssetFiles {
    this.#files ??= new AssetFiles(this.#assets());
    return this.#files;
  }

  /** What nobody thought of: the process lives, who asked is told to come again, and who runs it is told what it was. */
  #failed(error: unknown): Refusal {
    this.#surroundings.warn(
      `a request to the dashboard failed: ${error instanceof Error ? error.stack : String(error)}`,
    );
    return new Refusal(503, 'failed', 'this could not be answered; the process says why', { 'retry-after': '10' });
  }
}

const HTML = 'text/html; charset=utf-8';

function aimOf({ method, query }: Call): Aim {
  if (method === 'POST') return 'action';
  return query === '' ? 'page' : 'read';
}

function checkMethod({ method }: Call): void {
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') throw notAllowed('GET, HEAD, POST');
}

/** A kubelet asks by `HEAD ?` or `?get=health`. */
function isHealth({ method, query }: Call): boolean {
  return (method === 'HEAD' && query === '') || (method !== 'POST' && query === 'get=health');
}

/** A Response of `authorize`. @throws Error for one that can't be sent, which is the application's to know */
function sendable(made: Response): Response {
  if (!made.bodyUsed && made.body?.locked !== true && made.type !== 'error') return made;
  throw new Error(
    'authorize gave a Response that was sent before, or Response.error(): it has to make a new one each time',
  );
}

function notAllowed(allow: string): Refusal {
  return new Refusal(405, 'method', `this is done by ${allow}`, { allow });
}
