/** The instant that the clock of a project begins with: Friday, 20 November 2026, 21:14:18 in Berlin. */
export const SHOP_NOW = '2026-11-20T20:14:18.000Z';

/** Twelve jobs, as the examples of the command line show them. */
export const SHOP = `
import { DayOfWeek, Registry } from 'carillon';

export const registry = new Registry({ zone: 'Europe/Berlin' });
const quickly = () => {};

registry.schedule(quickly).withName('heartbeat').toRunNow().andEvery(10).seconds().inZone('UTC');
registry.schedule(quickly).withName('price-feed').toRunEvery(30).seconds().withTimeout({ seconds: 20 });
registry.schedule(fetchRates).withName('exchange-rates').toRunEvery(15).minutes().between(7, 0, 22, 0)
  .withTimeout({ seconds: 30 }).withRetry({ attempts: 3, delay: { milliseconds: 20 } });
registry.schedule(countStock).withName('stock-count').toRunEvery(3).minutes()
  .withTimeout({ minutes: 5 }).inGroup('warehouse');
registry.schedule(quickly).withName('digest').toRunEvery(1).weekdays().at(21, 15);
registry.schedule(quickly).withName('legacy-import').toRunEvery(1).hours();
registry.schedule(quickly).withName('search-index').toRunEvery(1).hours().at(10)
  .whenOverlapping('runAfter').inGroup('warehouse');
registry.schedule(quickly).withName('backup').toRunEvery(1).days().at(2, 30);
registry.schedule(quickly).withName('newsletter').toRunEvery(2).weeks().on(DayOfWeek.Thursday).at(10)
  .inZone('America/New_York');
registry.schedule(quickly).withName('tax-report').toRunEvery(3).months().on(1).at(6);
registry.schedule(quickly).withName('cache-warmer').toRunEvery(4).hours();
registry.schedule(quickly).withName('inventory').toRunEvery(1).weeks().on(DayOfWeek.Sunday).at(4);

async function fetchRates({ log, attempt }) {
  log.info('asking rates.bank.example for 31 currencies');
  log.warn(\`attempt \${attempt}: no answer\`);
  throw new Error('the bank did not answer', { cause: new TypeError('fetch failed') });
}

async function countStock({ progress }) {
  for (let shelf = 1; shelf <= 12; shelf += 1) progress(shelf, 12, \`shelf \${shelf}\`);
  return '12 shelves';
}
`;
