import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import type { RowAttempt } from '../rows.js';
import { Echo, type EchoTerms } from './echo.js';
import type { FromTouchThread, ToTouchThread, TouchThreadData } from './touch-messages.js';

// A thread of its own, so that work which holds the event loop keeps its place: it touches what the host holds, over a
// connection of its own, which also listens, and finds out whether it hears.

/** How often the main thread is asked whether it is there. */
const ASK_MS = 1_000;

/** A loop that answers later than this was held. */
const HELD_MS = 3_000;

/** However many notices come, the main thread hears of them no more often than this. */
const LEAST_MS = 25;

const data: TouchThreadData = workerData;
const {
  config,
  isPasswordAsked,
  channel,
  touch,
  settings,
  where,
  noneLeft,
  touchEveryMs,
  answerWithinMs,
  stallAfterMs,
  echo: terms,
} = data;
const rows = new Map<string, RowAttempt>();
let client: pg.Client | undefined;
/** Which database that leads to. */
let system = '';
/** Gives the present connection up. */
let reopen = () => {};
let isClosed = false;
/** The connection over which it touches now: one that is stuck keeps no other from it. */
let touchingOver: pg.Client | undefined;
let askedMs: number | undefined;
let seenMs = steadyMs();
/** Told what the main thread says of the password. */
let given: (password: string | undefined) => void = () => {};
let hearing: NodeJS.Timeout | undefined;
let isMoreHeard = false;

parentPort?.on('message', (message: ToTouchThread) => {
  switch (message.kind) {
    case 'rows':
      for (const row of message.held) rows.set(row.id, row);
      for (const { id, attempt } of message.dropped) if (rows.get(id)?.attempt === attempt) rows.delete(id);
      break;
    case 'here':
      answered();
      break;
    case 'echoed':
      echo?.asked(message.isSent);
      break;
    case 'password':
      given(message.password);
      break;
    case 'look':
      void look(message.text);
      break;
    case 'reopen':
      reopen();
      break;
    case 'close':
      isClosed = true;
      clearInterval(touching);
      clearInterval(asking);
      // Ends the thread, and with it what still waits.
      void Promise.resolve(client && endOf(client)).then(() => process.exit());
      break;
    default:
      message satisfies never;
  }
});

const echo = terms && echoOf(terms);
const touching = setInterval(() => void touchAll(), touchEveryMs);
const asking = setInterval(ask, ASK_MS);
void connect();

function ask(): void {
  if (askedMs !== undefined) return;
  askedMs = steadyMs();
  say({ kind: 'there' });
}

function answered(): void {
  const nowMs = steadyMs();
  const heldMs = askedMs === undefined ? 0 : nowMs - askedMs;
  if (heldMs > HELD_MS && rows.size > 0) say({ kind: 'held', ms: heldMs });
  askedMs = undefined;
  seenMs = nowMs;
}

async function touchAll(): Promise<void> {
  const isStalled = steadyMs() - seenMs > stallAfterMs;
  const session = client;
  if (isStalled || rows.size === 0 || session === undefined || session === touchingOver) return;
  touchingOver = session;
  const here = system;
  const asked = [...rows.values()];
  const sentMs = steadyMs();
  const values = [asked.map(({ queue }) => queue), asked.map(({ id }) => id), asked.map(({ attempt }) => attempt)];
  try {
    const { rows: kept } = await session.query(touch, values);
    say({ kind: 'touched', asked, kept: kept.map(({ id }) => String(id)), sentMs, system: here });
  } catch {
    // The connection is made anew; the fence of each row tells when that has lasted too long.
    if (session === client) reopen();
  } finally {
    if (session === touchingOver) touchingOver = undefined;
  }
}

async function look(text: string): Promise<void> {
  const answer = await client?.query(text).catch(() => undefined);
  say({ kind: 'looked', rows: answer?.rows ?? [] });
}

/** Connects, and again whenever the connection is lost, with longer waits from time to time. */
async function connect(): Promise<void> {
  for (let attempt = 0; !isClosed; attempt += 1) {
    const fresh = new pg.Client({
      ...config,
      ...(isPasswordAsked && { password: askPassword }),
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
    });
    const lost = new Promise<void>(resolve => {
      fresh.once('end', resolve);
      fresh.on('error', () => resolve());
      reopen = resolve;
    });
    try {
      await fresh.connect();
      await setUp(fresh);
      system = await systemAt(fresh);
      fresh.on('notification', notice => (notice.channel === terms?.channel ? echo?.heard() : heard()));
      await fresh.query(`listen "${channel}"`);
      if (terms !== undefined) await fresh.query(`listen "${terms.channel}"`);
      client = fresh;
      attempt = 0;
      say({ kind: 'session', refusal: undefined });
      echo?.ask();
      // What was told meanwhile was not heard, and what was held meanwhile was not touched.
      heard();
      void touchAll();
      await lost;
    } catch (error) {
      // Tried again below. While the database is away, the main thread tells so; what is told here is that only this one is.
      const isRefused = error instanceof pg.DatabaseError && error.code === noneLeft;
      if (isRefused) say({ kind: 'session', refusal: error.message });
    }
    client = undefined;
    await endOf(fresh);
    await new Promise(wake => setTimeout(wake, Math.random() * Math.min(5_000, 250 * 2 ** attempt)));
  }
}

/** Where the main thread does not answer, the time for connecting runs out. */
async function askPassword(): Promise<string> {
  say({ kind: 'password' });
  const password = await new Promise<string | undefined>(resolve => (given = resolve));
  if (password === undefined) throw new Error('there is no password');
  return password;
}

/** Where the connection is given up, the session at its other end is to wait for nothing, and to hold no lock. */
async function setUp(session: pg.Client & { readonly processID?: number }): Promise<void> {
  const { rows: found } = await session.query('select pg_backend_pid() as pid');
  // Behind a pooler others would be given that session after this one.
  const isOwn = found[0]?.pid === session.processID;
  if (isOwn) await session.query(`${settings}; set statement_timeout = ${answerWithinMs}`);
}

/** Which database a session leads to, in the words of its host. */
async function systemAt(session: pg.Client): Promise<string> {
  const [may] = (await session.query(where.may)).rows;
  const [here] = (await session.query(may?.may === true ? where.known : where.unknown)).rows;
  return `${here?.system} ${here?.database}`;
}

/** Resolves when it has ended, which it never does where the network has fallen silent. */
async function endOf(session: pg.Client): Promise<void> {
  await Promise.race([session.end().catch(() => {}), new Promise(wake => setTimeout(wake, 500))]);
}

function echoOf(own: EchoTerms): Echo {
  return new Echo({
    ...own,
    ask: () => say({ kind: 'echo' }),
    isListening: () => client !== undefined,
    reopen: () => reopen(),
    tell: isHearing => say({ kind: 'hears', isHearing }),
    later(delayMs, ring) {
      const timer = setTimeout(ring, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
  });
}

/** The first notice is passed on at once, what follows soon after it is passed on together. */
function heard(): void {
  if (hearing !== undefined) {
    isMoreHeard = true;
    return;
  }
  say({ kind: 'heard' });
  hearing = setTimeout(() => {
    hearing = undefined;
    if (isMoreHeard) heard();
  }, LEAST_MS);
  isMoreHeard = false;
}

function say(message: FromTouchThread): void {
  if (!isClosed) parentPort?.postMessage(message);
}

/** Milliseconds of a clock that all threads of the process share. */
function steadyMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
