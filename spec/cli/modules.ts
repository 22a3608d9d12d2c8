import { expect } from 'chai';
import { type Outcome, Project } from './project.js';

/** A registry of one job, as an ES module. */
export const ESM = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('one').toRunEvery(1).days();
`;
/** … as CommonJS. */
export const CJS = `
const { Registry } = require('carillon');
const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('one').toRunEvery(1).days();
module.exports = { registry };
`;
/** … in TypeScript of which only types are to be left out. */
export const TYPED = ESM.replace("'one'", "'one' satisfies string as string");
/** … in TypeScript that has to be compiled. */
export const ENUM = `enum Names { One = 'one' }\n${ESM.replace("'one'", 'Names.One')}`;
/** The package.json of a project of ES modules. */
export const MODULE = JSON.stringify({ type: 'module' });
/** … of CommonJS. */
export const COMMONJS = JSON.stringify({ type: 'commonjs' });

/** Whether the Node that runs this reads TypeScript itself. */
export const STRIPS = Boolean((process.features as { typescript?: unknown }).typescript);

/** What `carillon list` says of a project of these files. */
export async function listed(
  files: Readonly<Record<string, string>>,
  modules?: string[],
  args: readonly string[] = [],
) {
  using project = new Project(files, modules);
  return await project.run(['list', ...args]);
}

/** It has listed the one job. */
export function expectOne({ status, stdout, stderr }: Outcome): void {
  expect(stderr).to.match(/^\n1 job in /);
  expect(stdout).to.contain('every day at 00:00');
  expect(status).to.equal(0);
}
