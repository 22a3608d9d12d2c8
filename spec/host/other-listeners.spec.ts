import { expect } from 'chai';
import { asOurs, othersListen, watchOthers } from '../../lib/host/other-listeners.js';

const EMITTER_3 = '__signal_exit_emitter__';
const shared = process as typeof process & { [EMITTER_3]?: { count: number } | undefined };

/** Whose default is to do nothing, and which nothing else in this process listens to; signal-exit does not, either. */
const QUIET = 'SIGWINCH';
/** One that signal-exit listens to. */
const HEARD = 'SIGIO';

describe('those who listen to a signal beside us', () => {
  const first = () => {};
  const second = () => {};

  afterEach(() => {
    process.removeAllListeners(QUIET);
    process.removeAllListeners(HEARD);
    delete shared[EMITTER_3];
  });

  it('are not we', () => {
    process.on(
      QUIET,
      asOurs(() => {}),
    );
    expect(othersListen(QUIET)).to.equal(false);
    process.on(QUIET, second);
    expect(othersListen(QUIET)).to.equal(true);
  });

  it('are not those of signal-exit, on what it listens to', () => {
    shared[EMITTER_3] = { count: 1 };
    for (const [signal, listen] of [
      [HEARD, false],
      [QUIET, true],
    ] as const) {
      process.on(signal, first);
      expect(othersListen(signal), signal).to.equal(listen);
    }
    process.on(HEARD, second);
    expect(othersListen(HEARD)).to.equal(true);
  });

  it('are not those that ask who else listens, of signal-exit or not', () => {
    const loner = () => process.listenerCount(HEARD) === 0 && process.exit(143);
    process.on(HEARD, loner);
    expect(othersListen(HEARD)).to.equal(false);
    shared[EMITTER_3] = { count: 1 };
    process.on(HEARD, second);
    expect(othersListen(HEARD)).to.equal(true);
  });

  it('are said to have left when one of those who were there at the first is gone', () => {
    process.on(QUIET, first);
    process.once(QUIET, second);
    const look = watchOthers(QUIET);
    expect(look()).to.deep.equal({ listen: true, haveLeft: false });
    process.on(QUIET, () => {});
    expect(look()).to.deep.equal({ listen: true, haveLeft: false });
    process.removeListener(QUIET, second);
    expect(look()).to.deep.equal({ listen: true, haveLeft: true });
    process.removeListener(QUIET, first);
    expect(look()).to.deep.equal({ listen: true, haveLeft: true });
  });

  it('have left, too, where one of several times is gone', () => {
    process.on(QUIET, first);
    process.on(QUIET, first);
    const look = watchOthers(QUIET);
    look();
    process.removeListener(QUIET, first);
    expect(look()).to.deep.equal({ listen: true, haveLeft: true });
  });

  it('have not left where only those of signal-exit have', () => {
    shared[EMITTER_3] = { count: 1 };
    process.on(HEARD, first);
    process.on(HEARD, second);
    const look = watchOthers(HEARD);
    look();
    process.removeListener(HEARD, first);
    shared[EMITTER_3].count = 0;
    expect(look()).to.deep.equal({ listen: true, haveLeft: false });
    process.removeListener(HEARD, second);
    expect(look()).to.deep.equal({ listen: false, haveLeft: true });
  });

  it('survive whatever is found where signal-exit keeps its count', () => {
    process.on(HEARD, first);
    for (const odd of [null, {}, { count: '1' }, { count: -1 }, { count: Number.NaN }, { count: 99 }]) {
      Object.assign(shared, { [EMITTER_3]: odd });
      expect(othersListen(HEARD)).to.equal((odd as { count?: unknown } | null)?.count !== 99);
    }
  });
});
