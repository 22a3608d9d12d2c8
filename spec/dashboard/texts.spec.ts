import { expect } from 'chai';
import parsePrometheus from 'parse-prometheus-text-format';
import type { SchedulerView } from '../../lib/console/overview.js';
import { cutText } from '../../lib/dashboard/cut-text.js';
import { metricsText } from '../../lib/dashboard/metrics-text.js';

describe('a text that is cut', () => {
  for (const [text, most, cut] of [
    ['abc', 3, 'abc'],
    ['abcde', 3, 'abc… 2 characters more'],
    ['ab🔔🔔', 3, 'ab… 4 characters more'],
    ['ab🔔🔔', 4, 'ab🔔… 2 characters more'],
    ['\ue000\ue000\ue000\ue000', 2, '\ue000\ue000… 2 characters more'],
    ['x'.repeat(1_999), 1_000, `${'x'.repeat(1_000)}… 999 characters more`],
    ['x'.repeat(2_000), 1_000, `${'x'.repeat(1_000)}… 1 kB more`],
    ['x'.repeat(1_000_001), 1, 'x… 1.0 MB more'],
  ] as const) {
    it(`to ${most} of its ${text.length} characters says how much is gone, and halves no pair of surrogates: ${text.slice(0, 6)}`, () => {
      expect(cutText(text, most)).to.equal(cut);
    });
  }
});

describe('a name in the metrics', () => {
  it('may hold what their format has a meaning for', () => {
    const name = 'say "ding" \\ dong\nand so on';
    const scheduler = { name, version: '1', node: 'v20' } as SchedulerView;
    expect(parsePrometheus(metricsText([], scheduler))[0]?.metrics[0]?.labels?.['name']).to.equal(name);
  });
});
