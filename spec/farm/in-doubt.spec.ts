import { expect } from 'chai';
import { endsSession, isInDoubt, troubleOf } from '../../lib/farm/pg-boss/database-error.js';

describe('whether what a statement was to do is done, where it has failed', () => {
  const failed = (message: string, about: object = {}) => Object.assign(new Error(message), about);

  it('is in doubt where it was on its way', () => {
    for (const error of [
      failed('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }),
      failed('write EPIPE', { code: 'EPIPE', syscall: 'write' }),
      failed('Connection terminated unexpectedly'),
      failed('Query read timeout'),
      failed('terminating connection due to administrator command', { code: '57P01' }),
      failed('server conn crashed?', { code: '08P01' }),
    ]) {
      expect(isInDoubt(error), error.message).to.equal(true);
    }
  });

  it('is certain where there was no connection, or the server has said no', () => {
    const refused = failed('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' });
    for (const error of [
      refused,
      new AggregateError([refused, refused], 'all refused'),
      failed('getaddrinfo ENOTFOUND', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
      failed('timeout exceeded when trying to connect'),
      failed('Connection terminated due to connection timeout'),
      failed('the database system is starting up', { code: '57P03' }),
      failed('canceling statement due to lock timeout', { code: '55P03' }),
      failed('terminating connection due to transaction timeout', { code: '25P04' }),
      failed('cannot execute INSERT in a read-only transaction', { code: '25006' }),
      failed('duplicate key', { code: '23505' }),
      failed('Cannot use a pool after calling end on the pool'),
    ]) {
      expect(isInDoubt(error), error.message).to.equal(false);
    }
  });

  it('is tried again, by another session, where the server has ended that one as its role has said', () => {
    for (const code of ['25P03', '25P04']) {
      const error = failed('terminating connection', { code });
      expect([troubleOf(error), endsSession(error)], code).to.deep.equal(['away', true]);
    }
  });
});
