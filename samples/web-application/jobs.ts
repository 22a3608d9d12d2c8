import { setTimeout as wait } from 'node:timers/promises';
import { DayOfWeek, Registry, type RunContext } from 'carillon';

/** The jobs of a small shop. The real work is left to the reader; that it takes time, and fails, is not. */
export class ShopJobs extends Registry {
  constructor() {
    super({ zone: 'Europe/Berlin' });
    this.#job('heartbeat', 'Tells the monitor that we are alive', heartbeat).toRunNow().andEvery(2).seconds();
    this.#job('stock', 'Counts the warehouse, shelf by shelf', countStock)
      .toRunEvery(10)
      .seconds()
      .withTimeout({ seconds: 8 });
    this.#job('exchange-rates', 'Asks a bank that is not always there', fetchRates)
      .toRunEvery(15)
      .seconds()
      .withRetry({ attempts: 2, delay: { milliseconds: 500 } });
    this.#job('digest', 'Mails the day to the manager', quickly).toRunEvery(1).weekdays().at(21, 15);
    this.#job('backup', 'Copies the database', quickly).toRunEvery(1).weeks().on(DayOfWeek.Sunday).at(2, 30);
    this.#job('invoices', 'Sends the bills of the month', quickly).toRunEvery(1).months().onTheLastWeekday().at(18);
  }

  #job(name: string, purpose: string, work: (context: RunContext) => unknown) {
    return this.schedule(work).withName(name).describedAs(purpose);
  }
}

async function heartbeat(): Promise<void> {
  await wait(40);
}

/** Stops between two shelves when it is told to, so that it never leaves one half counted. */
async function countStock(run: RunContext): Promise<string> {
  const shelves = 12;
  for (let shelf = 1; shelf <= shelves; shelf += 1) {
    if (run.stopping.aborted) return `stopped at shelf ${shelf}`;
    await wait(300, undefined, { signal: run.signal });
    run.progress(shelf, shelves);
  }
  return `${shelves} shelves`;
}

let asked = 0;

async function fetchRates({ signal, attempt, log }: RunContext): Promise<void> {
  await wait(700, undefined, { signal });
  asked += 1;
  if (asked % 3 === 0) return;
  log.warn(`attempt ${attempt}: no answer`);
  throw new Error('the bank did not answer');
}

async function quickly({ signal }: RunContext): Promise<void> {
  await wait(1_200, undefined, { signal });
}
