import type { PoolConfig } from 'pg';
import { systemClock } from '../../kit.js';
import { inTime } from '../delay.js';
import type { FarmCheck } from '../farm-check.js';
import { loadPg } from './driver.js';

/** A notice that has not come within this does not come. */
const HEARD_WITHIN_MS = 1_500;

const CHANNEL = 'carillon_check';

/** Whether what one session notifies another hears: behind a pooler of transactions it does not, and hosts ask instead. */
export async function checkListening(config: PoolConfig): Promise<FarmCheck> {
  const label = 'notices';
  if (await hears(config)) return { verdict: 'ok', label, text: 'what one host tells, the others hear at once' };
  const text = 'what one host tells, the others do not hear: there is a pooler of transactions in between';
  const remedy = 'name the server itself or a pooler of sessions; without, runs begin up to some seconds later';
  return { verdict: 'note', label, text, remedy };
}

async function hears(config: PoolConfig): Promise<boolean> {
  const { Client } = await loadPg();
  const [listener, teller] = [new Client(config), new Client(config)];
  for (const client of [listener, teller]) client.on('error', () => {});
  try {
    await listener.connect();
    const heard = new Promise<void>(resolve => {
      listener.on('notification', () => resolve());
    });
    await listener.query(`listen ${CHANNEL}`);
    await teller.connect();
    await teller.query(`notify ${CHANNEL}`);
    return (await inTime(systemClock, HEARD_WITHIN_MS, heard)) !== undefined;
  } finally {
    // Where the network has fallen silent they never end.
    await inTime(systemClock, HEARD_WITHIN_MS, Promise.allSettled([listener.end(), teller.end()]));
  }
}
