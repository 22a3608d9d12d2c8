import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { errorData } from '../../kit.js';
import { FarmDirectoryError } from '../farm-errors.js';
import { digestOf } from '../identity.js';
import { thisProcess } from '../thread/this-process.js';

/** The longest path that a socket may have on every system. */
const LONGEST_SOCKET_PATH = 100;

/** How a socket answers that nobody listens on, or that is gone. */
const STALE = /^(ECONNREFUSED|ENOENT)$/;

/** Who takes a stale lock over keeps others from doing so for this long at most. */
const TAKING_MS = 10_000;

/** The right to a directory, as long as the process lives: no other process of this machine can have it meanwhile. */
export interface DirectoryLock {
  release(): Promise<void>;
}

interface Owner {
  readonly pid: number;
  readonly machine: string;
}

/**
 * Locks a directory by a socket beside it that listens: what answers is alive, and what refuses is stale, however the
 * process ended. A lock of another machine is never taken.
 *
 * @throws FarmDirectoryError where another process has it, or it can't be written
 */
export async function lockDirectory(path: string, force: boolean): Promise<DirectoryLock> {
  const directory = resolve(path);
  const note = `${directory}.lock.json`;
  makeFolder(directory);
  refuseOtherMachine(directory, note, force);
  const socket = socketOf(directory);
  const server = (await listen(socket)) ?? (await takeStale(directory, socket, note));
  try {
    writeFileSync(note, JSON.stringify({ pid: thisProcess.pid, machine: thisProcess.machine } satisfies Owner));
  } catch (cause) {
    server.close();
    throw notLocked(directory, cause);
  }
  server.unref();
  return {
    release: () =>
      new Promise(done => {
        rmSync(note, { force: true });
        server.close(() => done());
      }),
  };
}

function makeFolder(directory: string): void {
  try {
    makeParents(directory);
    if (existsSync(directory) && !statSync(directory).isDirectory()) throw new Error('it is a file');
  } catch (cause) {
    throw new FarmDirectoryError(`the directory '${directory}' can't be used: ${errorData(cause).message}`, { cause });
  }
}

/** One by one: where a folder can't be made in `/proc` or the like, Node's own recursion never ends. */
function makeParents(path: string): void {
  const parent = dirname(path);
  if (existsSync(parent)) return;
  makeParents(parent);
  try {
    mkdirSync(parent);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(parent)) throw error;
  }
}

function refuseOtherMachine(directory: string, note: string, force: boolean): void {
  const owner = ownerOf(note);
  if (owner === undefined || owner.machine === thisProcess.machine || force) return;
  const remedy = 'stop it, or say { force: true } if that machine is gone for good';
  throw new FarmDirectoryError(
    `the directory '${directory}' belongs to process ${owner.pid} of '${owner.machine}': ${remedy}`,
  );
}

/** Beside the directory; where that path is too long for a socket, in the folder for temporary files. */
function socketOf(directory: string): string {
  const name = digestOf(directory).slice(0, 24);
  if (thisProcess.isWindows) return `\\\\.\\pipe\\carillon-${name}`;
  const beside = `${directory}.lock`;
  return beside.length <= LONGEST_SOCKET_PATH ? beside : join(tmpdir(), `carillon-${name}.lock`);
}

/** @returns `undefined` where the socket is there already */
function listen(socket: string): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    // Who asks may be gone before it is answered: an error that nobody hears would end the process, there and below.
    const server = createServer(peer => peer.on('error', () => {}).end());
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(undefined);
      else fail(notLocked(socket, error));
    });
    server.listen(socket, () => done(server));
  });
}

/** One of several that find a lock stale takes it over: the others find it alive. */
async function takeStale(directory: string, socket: string, note: string): Promise<Server> {
  const taking = `${directory}.lock.taking`;
  await refuseAlive(directory, socket, note);
  try {
    mkdirSync(taking);
  } catch (cause) {
    if (existsSync(taking) && thisProcess.nowMs() - statSync(taking).mtimeMs > TAKING_MS) rmdirSync(taking);
    throw new FarmDirectoryError(`the directory '${directory}' is being taken over by another process: try again`, {
      cause,
    });
  }
  try {
    await refuseAlive(directory, socket, note);
    unlinkSync(socket);
    const server = await listen(socket);
    if (server === undefined) throw inUse(directory, note);
    return server;
  } finally {
    rmdirSync(taking);
  }
}

function refuseAlive(directory: string, socket: string, note: string): Promise<void> {
  return new Promise((done, fail) => {
    const peer = connect(socket);
    peer.once('connect', () => {
      peer.destroy();
      fail(inUse(directory, note));
    });
    // What can't be asked, as the socket of another user, may be alive.
    peer.once('error', (error: NodeJS.ErrnoException) => {
      if (STALE.test(error.code ?? '')) done();
      else fail(notLocked(directory, error));
    });
  });
}

function inUse(directory: string, note: string): FarmDirectoryError {
  const owner = ownerOf(note);
  const who = owner === undefined ? 'another process' : `process ${owner.pid}`;
  return new FarmDirectoryError(
    `the directory '${directory}' is in use by ${who}: a farm on PGlite has one process; use pgBoss() for more`,
    {},
    true,
  );
}

function notLocked(path: string, cause: unknown): FarmDirectoryError {
  return new FarmDirectoryError(`the directory '${path}' can't be locked: ${errorData(cause).message}`, { cause });
}

function ownerOf(note: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8'));
  } catch {
    return undefined;
  }
}
