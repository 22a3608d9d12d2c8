import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ShutdownEffect,
  type ShutdownEvent,
  type ShutdownState,
  type StopRequest,
  shutdownStep,
} from '../../lib/host/shutdown-policy.js';

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

  it('leaves the exit to an application that listens too, at every signal', () => {
    const times = [0, 1000, 2000, 3000];
    expect(run(...times.map(atMs => shared('SIGTERM', atMs)), stopped(true))).to.deep.equal([
      ['stop SIGTERM, leaving the exit'],
      ['cancelNow SIGTERM'],
      [],
      [],
      [],
    ]);
  });

  it('ends the process itself once a signal comes that the application does not listen to', () => {
    expect(run(shared('SIGINT', 0), signal('SIGTERM', 1000), stopped()).at(-1)).to.deep.equal(['raise SIGTERM']);
    expect(run(shared('SIGINT', 0), shared('SIGINT', 1000), signal('SIGTERM', 2000)).at(-1)).to.deep.equal([
      'exit 143',
    ]);
  });

  it('can stop again after an application chose to go on', () => {
    expect(run(shared('SIGHUP', 0), stopped(), signal('SIGHUP', 100)).at(-1)).to.deep.equal(['stop SIGHUP']);
  });

  it('stops once, cancels at most once after it, and ends at most once, whatever comes', () => {
    const request = fc.record({
      kind: fc.constant('requested' as const),
      request: fc.constantFrom<StopRequest>('SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK', 'shutdown'),
      afterMs: fc.integer({ min: 0, max: 700 }),
      applicationListens: fc.boolean(),
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
        expect(ends.length).to.be.at.most(1);
        if (events.every(event => !event.applicationListens)) expect(ends).to.have.length(1);
        if (events.every(event => event.applicationListens))
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
      return `stop ${effect.request}${effect.leaveExit ? ', leaving the exit' : ''}`;
    case 'cancelNow':
      return `cancelNow ${effect.request}`;
    case 'raise':
      return `raise ${effect.signal}`;
    case 'exit':
      return `exit ${effect.status}`;
  }
}

function signal(request: StopRequest, atMs: number): ShutdownEvent {
  return { kind: 'requested', request, atMs, applicationListens: false };
}

function shared(request: StopRequest, atMs: number): ShutdownEvent {
  return { kind: 'requested', request, atMs, applicationListens: true };
}

function stopped(abandoned = false): ShutdownEvent {
  return { kind: 'stopped', abandoned };
}
