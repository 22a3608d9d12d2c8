import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { checkSignals, exitStatusOf } from '../../lib/host/stop-request.js';

describe('the signals of handleSignals', () => {
  it('are those that there are, on any platform', () => {
    checkSignals([]);
    checkSignals(['SIGUSR2', 'SIGQUIT', 'SIGTERM', 'SIGPWR']);
    for (const wrong of ['SIGUSR3', 'sigterm', 'USR2', 'toString', '', 12, null, {}, ['SIGUSR2']]) {
      expect(() => checkSignals(['SIGUSR2', wrong])).to.throw(ScheduleError, 'is no signal');
    }
  });

  for (const signal of ['SIGKILL', 'SIGSTOP', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL']) {
    it(`are none that can't be caught, as ${signal}`, () => {
      expect(() => checkSignals([signal])).to.throw(ScheduleError, `${signal} can't be caught`);
    });
  }

  it('have the status that a shell reports', () => {
    expect([exitStatusOf('SIGQUIT'), exitStatusOf('SIGBREAK'), exitStatusOf('shutdown')]).to.deep.equal([131, 149, 1]);
  });
});
