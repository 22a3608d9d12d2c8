import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sinon from 'sinon';
import { FarmError, pglite } from '../../lib/farm/index.js';
import { lockDirectory } from '../../lib/farm/pglite/directory-lock.js';
import { openEmbedded } from '../../lib/farm/pglite/embedded.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { rejection } from '../support/rejection.js';

describe('the directory of an embedded farm', function () {
  this.timeout(30_000);
  let folder: string;
  let directory: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carillon-lock-'));
    directory = join(folder, 'data');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is one process at a time, which is named', async () => {
    const lock = await lockDirectory(directory, false);
    expect(await rejection(lockDirectory(directory, false))).to.contain(
      `is in use by process ${process.pid}: a farm on PGlite`,
    );
    await lock.release();
    await (await lockDirectory(directory, false)).release();
  });

  it('is a path, and none of the addresses that PGlite itself takes', () => {
    for (const address of ['memory://', 'file:///var/lib/shop', 'idb://shop', '', ' ', new URL('file:///shop')]) {
      const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { farm: pglite(address as string) });
      expect(() => scheduler.start(), String(address)).to.throw(FarmError, 'pglite(…) needs the path of a directory');
    }
  });

  it('is free again when its process was killed', async () => {
    const holder = `require('node:net').createServer().listen(${JSON.stringify(`${directory}.lock`)}, () => console.log('held'))`;
    const child = spawn(process.execPath, ['-e', holder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(await rejection(lockDirectory(directory, false))).to.contain('is in use by another process');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    const all = await Promise.allSettled([1, 2, 3].map(() => lockDirectory(directory, false)));
    const locks = all.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
    expect(locks).to.have.length(1);
    await locks[0]?.release();
  });

  it('is not taken where nobody can be asked whether it is in use', async () => {
    const socket = `${directory}.lock`;
    symlinkSync(socket, socket);
    expect(await rejection(lockDirectory(directory, false))).to.match(
      /^FarmDirectoryError: the directory '.*' can't be locked: connect E/,
    );
    expect(lstatSync(socket).isSymbolicLink()).to.equal(true);
  });

  it('ends no process that has it where who asks is gone, or can not be let in', async () => {
    const listens = sinon.spy(Server.prototype, 'listen');
    const lock = await lockDirectory(directory, false);
    listens.restore();
    const server: Server = listens.lastCall.thisValue;
    const peer = new Socket();
    server.emit('connection', peer);
    for (const each of [server, peer]) expect(each.emit('error', new Error('no more files'))).to.equal(true);
    await lock.release();
  });

  it('of another machine is never taken, unless that is said', async () => {
    writeFileSync(`${directory}.lock.json`, JSON.stringify({ pid: 7, machine: 'elsewhere' }));
    expect(await rejection(lockDirectory(directory, false))).to.contain("belongs to process 7 of 'elsewhere'");
    await (await lockDirectory(directory, true)).release();
  });

  it('that can not be made is refused, also where the system says that what is above it is there', async () => {
    const nowhere = process.platform === 'linux' ? '/proc/nowhere/data' : join(folder, '\0', 'data');
    expect(await rejection(openEmbedded(nowhere, false))).to.match(
      /FarmDirectoryError: the directory '.*' can't be used/,
    );
  });

  it('that is a file, holds other things, or is of another PostgreSQL is refused, and left as it is', async () => {
    writeFileSync(directory, 'mine');
    expect(await rejection(openEmbedded(directory, false))).to.match(
      /FarmDirectoryError: .*can't be used: it is a file/,
    );
    expect(readFileSync(directory, 'utf8')).to.equal('mine');
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'letters.txt'), 'mine');
    expect(await rejection(openEmbedded(other, false))).to.contain('is no database of ours: it holds letters.txt');
    writeFileSync(join(other, 'PG_VERSION'), '17\n');
    expect(await rejection(openEmbedded(other, false))).to.contain(
      'is a database of PostgreSQL 17, and this one is 18',
    );
    expect(readFileSync(join(other, 'letters.txt'), 'utf8')).to.equal('mine');
  });
});
