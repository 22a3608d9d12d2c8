import { expect } from 'chai';
import { Place } from '../../lib/registry/place.js';
import { Registry } from '../../lib/registry/registry.js';
import { report } from '../support/declared.js';

const HERE = /^(?:[A-Z]:)?\/.*place\.spec\.[jt]s:\d+$/;

describe('the place of a declaration', () => {
  it('is the file and line where schedule was called', () => {
    const registry = new Registry();
    registry.schedule(report).toRunEvery(1).days();
    expect(registry.definitions()[0]?.declaredAt).to.match(HERE);
  });

  it('is known of the first thousand of a registry', () => {
    const registry = new Registry();
    for (let count = 0; count < 1001; count++) registry.schedule(report).toRunEvery(1).days().withName(`job ${count}`);
    const places = registry.definitions().map(({ declaredAt }) => declaredAt !== undefined);
    expect(places.lastIndexOf(true)).to.equal(999);
  });

  it('stays when an unnamed job gets its number, and through an edit', () => {
    const registry = new Registry();
    for (const work of [() => {}, () => {}]) registry.schedule(work).toRunEvery(1).days();
    const [, second] = registry.definitions();
    expect(second?.declaredAt).to.match(HERE);
    expect(registry.definer(report, s => s.toRunEvery(2).days(), second).declaredAt).to.equal(second?.declaredAt);
  });

  it('is told by one getter for all, so that V8 lays them out alike', () => {
    const registry = new Registry();
    for (const name of ['a', 'b']) registry.schedule(report).toRunEvery(1).days().withName(name);
    const [a, b] = registry.definitions().map(one => Object.getOwnPropertyDescriptor(one, 'declaredAt')?.get);
    expect(a).to.be.a('function').and.equal(b);
  });

  const traces: readonly (readonly [stack: unknown, text: string | undefined])[] = [
    ['Error\n    at new Jobs (file:///app/jobs.js:5:10)', '/app/jobs.js:5'],
    ['Error\n    at file:///app/my%20jobs.js:5:10', '/app/my jobs.js:5'],
    ['Error\n    at /app (1)/jobs.js:5:10', '/app (1)/jobs.js:5'],
    ['Error\n    at async file:///C:/app/jobs.js:5:10', 'C:/app/jobs.js:5'],
    ['Error\n    at Object.<anonymous> [as run] (C:\\app\\jobs.js:5:10)', 'C:\\app\\jobs.js:5'],
    ['Error\n    at file:///app/%E0%A4%A.js:5:10', undefined],
    ['Error\n    at native', undefined],
    ['', undefined],
    [[{}], undefined],
  ];
  for (const [stack, text] of traces) {
    it(`is ${text} for the trace ${JSON.stringify(stack)}`, () => {
      expect(new Place({ stack }).text).to.equal(text);
    });
  }

  it('is nothing where whoever formats traces throws', () => {
    const trace = {
      get stack(): string {
        throw new Error('no traces today');
      },
    };
    expect(new Place(trace).text).to.equal(undefined);
  });
});
