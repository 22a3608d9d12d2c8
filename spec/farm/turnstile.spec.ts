import { expect } from 'chai';
import type { HeldRow } from '../../lib/farm/held-row.js';
import { Turnstile } from '../../lib/farm/turnstile.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('the rows that wait for a place here', () => {
  const row = { row: { data: { due: 1 } }, whenLost() {} } as unknown as HeldRow;

  it('go on at a stop, both those that wait and who comes when it has begun', async () => {
    const turnstile = new Turnstile(new VirtualClock());
    const before = turnstile.turn('place', 'queue', row);
    turnstile.close();
    await Promise.all([before, turnstile.turn('place', 'queue', row)]);
    expect(turnstile.isCrowded('place')).to.equal(false);
  });
});
