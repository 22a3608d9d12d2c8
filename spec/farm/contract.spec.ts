import { isChosen } from '../support/chosen.js';
import { broken, CONTRACT } from '../support/farm/contract/contract.js';
import type { Ground } from '../support/farm/contract/ground.js';
import { memoryGround } from '../support/farm/contract/memory-ground.js';
import { pgliteGround } from '../support/farm/contract/pglite-ground.js';
import { postgresGround } from '../support/farm/contract/postgres-ground.js';
import type { Scenario } from '../support/farm/contract/scenario.js';

const SIMULATED = async () => memoryGround();

const GROUNDS: Readonly<Record<string, () => Promise<Ground>>> = {
  'simulated in memory': SIMULATED,
  'on PGlite': pgliteGround,
  'on PostgreSQL': postgresGround,
};

/** Where time is real, what takes long is told by `npm run test:farm`. */
const TELLS_ALL = process.env['FARM_SEEDS'] !== undefined;

for (const [where, begin] of Object.entries(GROUNDS)) {
  const contract = CONTRACT.filter(({ isLong }) => isLong !== true || TELLS_ALL || begin === SIMULATED);
  describe(`a farm ${where}`, function () {
    this.timeout(120_000);
    let ground: Ground;
    let lanes: readonly Promise<void>[] = [];
    const tellers = new Map<string, (fault: unknown) => void>();
    /** Why a promise was not kept, or nothing. */
    const told = new Map(
      contract.map(({ promise }) => [promise, new Promise(resolve => tellers.set(promise, resolve))]),
    );

    before(async () => {
      ground = await begin();
      // Several are told side by side, each lane going on with what is next; each `it` below waits for its own.
      const left = tests.flatMap(({ test, scenario }) => (isChosen(test) ? [scenario] : [])).entries();
      lanes = Array.from({ length: ground.sideBySide }, () => tellAll(left));
    });

    async function tellAll(left: IterableIterator<[number, Scenario]>): Promise<void> {
      for (const [i, scenario] of left) tellers.get(scenario.promise)?.(await broken(ground, scenario, `farm${i}`));
    }

    after(async () => {
      // The hosts of a story would never end on a ground that is gone.
      await Promise.all(lanes);
      await ground.close();
    });

    const tests = contract.map(scenario => {
      const test = it(scenario.promise, async () => {
        const fault = await told.get(scenario.promise);
        if (fault !== undefined) throw fault;
      });
      return { scenario, test };
    });
  });
}
