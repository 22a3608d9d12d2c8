import type { Runner, Suite, Test } from 'mocha';

let runner: Runner | undefined;

/** Mocha calls this once before all specs, with what runs them as `this`. */
export function mochaGlobalSetup(this: Runner): void {
  runner = this;
}

/** Whether a spec will be run: each is, unless Mocha was asked for some of them, as by `--grep`. */
export function isChosen(test: Test): boolean {
  // Mocha counts those of a suite; this is one of a single spec.
  const suite = { eachTest: (count: (test: Test) => void) => count(test) } as unknown as Suite;
  return runner === undefined || runner.grepTotal(suite) > 0;
}
