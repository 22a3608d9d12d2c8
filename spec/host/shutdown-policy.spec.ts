import { expect } from 'chai';
import fc from 'fast-check';
import {
  type LeaveBy,
  type ShutdownEffect,
  type ShutdownEvent,
  type ShutdownState,
  shutdownStep,
} from '../../lib/host/shutdown-policy.js';
import type { StopRequest } from '../../lib/host/stop-request.js';

describe('shutdownStep', () => {
  it('stops at the first signal, cancels at the second, exits at the third', () => {
    expect(run(signal('SIGINT', 0), signal('SIGINT', 300), signal('SIGINT', 600))).to.deep.equal([
      ['stop SIGINT'],
      ['cancelNow SIGINT'],
      ['exit 130'],
    ]);
  });

  it('takes signals within 300 ms of the last that counted for the same keystroke', () => {
    const times = [0, 299, 300, 599, 600, 601];
    expect(run(...times.map(atMs => signal('SIGINT', atMs)))).to.deep.equal([
      ['stop SIGINT'],
      [],
      ['cancelNow SIGINT'],
      [],
      ['exit 130'],
      [],
    ]);
  });

  it('exits with the number of the signal that was the third', () => {
    for (const [request, status] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
      ['SIGHUP', 129],
      ['SIGBREAK', 149],
      ['shutdown', 1],
    ] as const) {
      const effects = run(signal('SIGTERM', 0), signal('SIGTERM', 1000), signal(request, 2000));
      expect(effects.at(-1)).to.deep.equal([`exit ${status}`]);
    }
  });

  it('ends with the first signal raised again', () => {
    expect(run(signal('SIGTERM', 0), stopped())).to.deep.equal([['stop SIGTERM'], ['raise SIGTERM']]);
    expect(run(signal('SIGTERM', 0), signal('SIGINT', 900), stopped()).at(-1)).to.deep.equal(['raise SIGTERM']);
  });

  it('ends with status 0 after the message, which can not be raised', () => {
    expect(run(signal('shutdown', 0), stopped())).to.deep.equal([['stop shutdown'], ['exit 0']]);
  });

  it('ends with status 1 when something was abandoned', () => {
    for (const request of ['SIGTERM', 'shutdown'] as const) {
      expect(run(signal(request, 0), stopped(true)).at(-1)).to.deep.equal(['exit 1']);
    }
  });

  it('ends by exit with the status of the signal where that is wanted', () => {
    const end = { kind: 'stopped', abandoned: false, othersListen: false, leaveBy: 'exit' } as const;
    expect(run(signal('SIGTERM', 0), end).at(-1)).to.deep.equal(['exit 143']);
    expect(run(signal('SIGTERM', 0), { ...end, abandoned: true }).at(-1)).to.deep.equal(['exit 1']);
    expect(run(signal('shutdown', 0), end).at(-1)).to.deep.equal(['exit 0']);
  });

  it('leaves the exit to an application that listens too, at every signal', () => {
    const times = [0, 1000, 2000, 3000];
    expect(run(...times.map(atMs => shared('SIGTERM', atMs)), stopped(true, true))).to.deep.equal([
      ['stop SIGTERM'],
      ['cancelNow SIGTERM'],
      [],
      [],
      ['leave SIGTERM to others who listen'],
    ]);
  });

  it('leaves it to an application that took the signal and has not come back', () => {
    expect(run(shared('SIGTERM', 0), stopped()).at(-1)).to.deep.equal(['leave SIGTERM to others']);
  });

  it('ends the process itself once a signal comes that the application does not listen to', () => {
    expect(run(shared('SIGINT', 0), signal('SIGTERM', 1000), stopped()).at(-1)).to.deep.equal(['raise SIGTERM']);
    expect(run(shared('SIGINT', 0), signal('SIGTERM', 10), stopped()), 'at any time').to.deep.equal([
      ['stop SIGINT'],
      [],
      ['raise SIGTERM'],
    ]);
    expect(run(shared('SIGINT', 0), shared('SIGINT', 1000), signal('SIGTERM', 2000)).at(-1)).to.deep.equal([
      'exit 143',
    ]);
  });

  it("takes a signal again after a listener has left for the application's own end, once, at any time", () => {
    for (const atMs of [1, 299, 300, 4000]) {
      expect(run(shared('SIGTERM', 0), left('SIGTERM', atMs), stopped())).to.deep.equal([
        ['stop SIGTERM'],
        ['expect the end by SIGTERM'],
        ['raise SIGTERM'],
      ]);
    }
    const further = [left('SIGTERM', 500), left('SIGTERM', 1000), left('SIGTERM', 1500)];
    expect(run(shared('SIGTERM', 0), ...further)).to.deep.equal([
      ['stop SIGTERM'],
      ['expect the end by SIGTERM'],
      ['cancelNow SIGTERM'],
      ['exit 143'],
    ]);
    expect(run(shared('SIGTERM', 0), shared('SIGTERM', 400), left('SIGTERM', 800)), 'after a second').to.deep.equal([
      ['stop SIGTERM'],
      ['cancelNow SIGTERM'],
      ['expect the end by SIGTERM'],
    ]);
  });

  it('asks at the end again: of those who were told, whoever still listens keeps the exit', () => {
    const both = {
      kind: 'requested',
      request: 'SIGTERM',
      atMs: 500,
      others: { listen: true, haveLeft: true },
    } as const;
    expect(run(shared('SIGTERM', 0), both, stopped(false, true)).at(-1)).to.deep.equal([
      'leave SIGTERM to others who listen',
    ]);
    expect(run(shared('SIGTERM', 0), both, stopped()).at(-1)).to.deep.equal(['raise SIGTERM']);
  });

  it('lets those hear of it by the raising who came to listen only while it drained', () => {
    expect(run(signal('SIGTERM', 0), stopped(false, true)).at(-1)).to.deep.equal(['raise SIGTERM']);
  });

  it('can stop again after an application chose to go on', () => {
    expect(run(shared('SIGHUP', 0), stopped(), signal('SIGHUP', 100)).at(-1)).to.deep.equal(['stop SIGHUP']);
  });

  it('stops once, cancels at most once after it, and ends at most once, whatever comes', () => {
    const request = fc.record({
      kind: fc.constant('requested' as const),
      request: fc.constantFrom<StopRequest>('SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK', 'shutdown'),
      afterMs: fc.integer({ min: 0, max: 700 }),
      others: fc.record({ listen: fc.boolean(), haveLeft: fc.constant(false) }),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1 }), fc.boolean(), (requests, abandoned) => {
        let atMs = 0;
        const events = requests.map(({ afterMs, ...event }) => {
          atMs += afterMs;
          return { ...event, atMs };
        });
        const effects = run(...events).flat();
        const ends = run(...events, stopped(abandoned)).at(-1) ?? [];
        expect(effects.filter(text => text.startsWith('stop'))).to.have.length(1);
        expect(effects.filter(text => text.startsWith('cancelNow')).length).to.be.at.most(1);
        expect(effects.filter(text => text.startsWith('raise'))).to.deep.equal([]);
        expect(ends).to.have.length(1);
        if (events.every(event => !event.others.listen)) expect(ends.join()).to.match(/exit \d|raise/);
        if (events.every(event => event.others.listen))
          expect([...ends, ...effects].join()).not.to.match(/exit \d|raise/);
      }),
    );
  });
});

/** The effects of each event, beginning with a process that nobody has asked for anything. */
function run(...events: readonly ShutdownEvent[]): readonly (readonly string[])[] {
  let state: ShutdownState = { phase: 'watching' };
  return events.map(event => {
    const step = shutdownStep(state, event);
    state = step.state;
    return step.effects.map(text);
  });
}

function text(effect: ShutdownEffect): string {
  switch (effect.kind) {
    case 'stop':
    case 'cancelNow':
      return `${effect.kind} ${effect.request}`;
    case 'expectEnd':
      return `expect the end by ${effect.request}`;
    case 'leaveToOthers':
      return `leave ${effect.request} to others${effect.theyListen ? ' who listen' : ''}`;
    case 'raise':
      return `raise ${effect.signal}`;
    case 'exit':
      return `exit ${effect.status}`;
  }
}

function signal(request: StopRequest, atMs: number): ShutdownEvent {
  return { kind: 'requested', request, atMs, others: { listen: false, haveLeft: false } };
}

/** One that the application listens to, too. */
function shared(request: StopRequest, atMs: number): ShutdownEvent {
  return { kind: 'requested', request, atMs, others: { listen: true, haveLeft: false } };
}

/** One that the application listened to when it came first, and no longer does. */
function left(request: StopRequest, atMs: number): ShutdownEvent {
  return { kind: 'requested', request, atMs, others: { listen: false, haveLeft: true } };
}

function stopped(abandoned = false, othersListen = false, leaveBy: LeaveBy = 'signal'): ShutdownEvent {
  return { kind: 'stopped', abandoned, othersListen, leaveBy };
}
