import { fileURLToPath } from 'node:url';
import { type Plugin, rollup } from '@rollup/wasm-node';
import { expect } from 'chai';
import fc from 'fast-check';
import { browser, closeBrowser } from '../support/browser/browser.js';

/** What both are told to draw, as data: an element, what stands for one, or several. */
type Tree = string | number | boolean | null | readonly Tree[] | Element;

interface Element {
  readonly tag: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly Tree[];
}

const TREES = 2_000;
const leaf: fc.Arbitrary<Tree> = fc.constantFrom('a', 'b', 3, false, null);
const props = fc.record(
  {
    key: fc.nat(4),
    class: fc.constantFrom('one', 'two'),
    style: fc.record({ width: fc.constantFrom('1px', '2px'), color: fc.constant('red') }, { requiredKeys: [] }),
    'aria-hidden': fc.boolean(),
    disabled: fc.boolean(),
    value: fc.constantFrom('x', 'y'),
    checked: fc.boolean(),
    tabIndex: fc.nat(1),
    isPressed: fc.constant(true),
    isReferred: fc.constant(true),
  },
  { requiredKeys: [] },
);
/** Views that stand for their children, and several elements as one, beside what is drawn itself. */
const tags = fc.constantFrom('p', 'svg', 'path', 'input', 'View', 'Several');
const { tree } = fc.letrec<{ tree: Tree; element: Element }>(tie => ({
  tree: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('tree'), { maxLength: 4 }), tie('element')),
  element: fc.record({ tag: tags, props, children: fc.array(tie('tree'), { maxLength: 5 }) }),
}));
const ordered: fc.Arbitrary<Tree> = fc
  .shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8])
  .map(keys => keys.map(key => ({ tag: 'p', props: { key }, children: [key] })));

/** Draws trees one after the other with both, in the browser; answers those after which the two are not the same. */
const DIFFERING = `trees => {
  const roots = [Full, Lean].map(() => document.body.appendChild(document.createElement('div')));
  const heard = [[], []];
  const views = [Full, Lean].map((preact, at) => ({
    View: ({ children }) => children,
    referred: element => { heard[at].push(element.tagName); return () => heard[at].push('left'); },
    press: () => heard[at].push('pressed'),
  }));
  const made = (tree, preact, { View, referred, press }) => {
    if (tree === null || typeof tree !== 'object') return tree;
    if (Array.isArray(tree)) return tree.map(part => made(part, preact, { View, referred, press }));
    const { isPressed, isReferred, ...props } = tree.props;
    const isDrawn = /^[a-z]/.test(tree.tag);
    const type = isDrawn ? tree.tag : { View, Several: preact.Fragment }[tree.tag];
    const more = isDrawn ? { ...(isPressed && { onClick: press }), ...(isReferred && { ref: referred }) } : {};
    return preact.createElement(type, { ...props, ...more }, ...tree.children.map(part => made(part, preact, { View, referred, press })));
  };
  const seen = at => {
    for (const element of roots[at].querySelectorAll('p, input')) element.dispatchEvent(new Event('click'));
    const fields = [...roots[at].querySelectorAll('input')].map(({ value, checked }) => value + checked);
    return JSON.stringify([roots[at].innerHTML, fields, heard[at].splice(0)]);
  };
  return trees.filter(tree => {
    [Full, Lean].forEach((preact, at) => preact.render(made(tree, preact, views[at]), roots[at]));
    return seen(0) !== seen(1);
  });
}`;

describe('what the page keeps of Preact', () => {
  after(closeBrowser);

  it('draws what all of Preact draws, whatever was there before', async () => {
    const { leanPreact }: { leanPreact: () => Plugin } = await import(
      new URL('../../../.ci/lean-preact.js', import.meta.url).href
    );
    const whole: Plugin = {
      name: 'whole-preact',
      resolveId: id => (id === 'preact' ? fileURLToPath(import.meta.resolve(id)) : null),
    };
    const trees = fc.sample(fc.tuple(tree, ordered, tree, ordered), { numRuns: TREES, seed: 7 });
    const page = await (await browser()).newPage();
    await page.addScriptTag({ content: await bundled('Full', whole) });
    await page.addScriptTag({ content: await bundled('Lean', leanPreact()) });
    expect(await page.evaluate(`(${DIFFERING})(${JSON.stringify(trees)})`)).to.deep.equal([]);
    await page.close();
  });
});

/** Preact as a script that sets a global of that name. */
async function bundled(name: string, plugin: Plugin): Promise<string> {
  const entry: Plugin = {
    name: 'entry',
    resolveId: id => (id === 'entry' ? id : null),
    load: id => (id === 'entry' ? "export { createElement, Fragment, render } from 'preact';" : null),
  };
  // The modules of Preact lead to each other in circles, which rollup tells.
  const bundle = await rollup({ input: 'entry', plugins: [entry, plugin], onLog: () => undefined });
  const { output } = await bundle.generate({ format: 'iife', name });
  return output[0].code;
}
