import { expect } from 'chai';
import type { SqlParts } from '../../lib/farm/pg-boss/opening.js';
import { SqlStore } from '../../lib/farm/pg-boss/sql-store.js';
import { rejection } from '../support/rejection.js';

describe('opening the database of a farm', () => {
  it('closes a database that was told to close while it was still opening', async () => {
    const closed: string[] = [];
    let isOpen: (parts: SqlParts) => void = () => {};
    const store = new SqlStore(() => new Promise<SqlParts>(resolve => (isOpen = resolve)));
    const opening = rejection(store.open([]));
    const closing = store.close();
    isOpen({ close: async () => void closed.push('closed') } as unknown as SqlParts);
    await closing;
    expect(closed).to.deep.equal(['closed']);
    expect(await opening).to.contain('FarmAwayError: the farm is not opened');
  });

  it('closes at once where opening fails, and opens no more', async () => {
    let count = 0;
    const store = new SqlStore(async () => {
      count += 1;
      throw new Error('no directory');
    });
    expect(await rejection(store.open([]))).to.equal('Error: no directory');
    await store.close();
    expect(await rejection(store.open([]))).to.contain('FarmAwayError');
    expect(count).to.equal(1);
  });
});
