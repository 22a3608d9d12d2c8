// Writes the reference into dist/docs, from the doc comments of what the doors let out.
//
// Typedoc asks for the compiler's own interface, which TypeScript 7 has no more: it is handed TypeScript 6, which is
// installed beside it under another name.
import { existsSync, readFileSync } from 'node:fs';
import { register } from 'node:module';

const REDIRECT = `export const resolve = (specifier, context, next) =>
  next(specifier.replace(/^typescript(?=\\/|$)/, 'typescript-6'), context);`;
register(`data:text/javascript,${encodeURIComponent(REDIRECT)}`);

const { Application } = await import('typedoc');

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entryPoints = Object.values(exports)
  .flatMap(door => /dist\/lib\/(.+)\.d\.ts$/.exec(door.import?.types ?? '')?.[1] ?? [])
  .map(door => `lib/${door}.ts`)
  .filter(path => existsSync(path));

const app = await Application.bootstrap({
  name: 'Carillon',
  entryPoints,
  tsconfig: 'tsconfig.json',
  // The build has checked the types already, by the compiler that counts.
  skipErrorChecking: true,
  compilerOptions: { incremental: false, tsBuildInfoFile: undefined },
  out: 'dist/docs',
  readme: 'README.md',
  projectDocuments: ['CHANGELOG.md', 'samples/README.md'].filter(path => existsSync(path)),
  excludeInternal: true,
  excludePrivate: true,
  excludeExternals: true,
  disableSources: true,
  validation: { notExported: true, invalidLink: true },
});
const project = await app.convert();
if (project === undefined || app.logger.hasErrors()) process.exit(1);
app.validate(project);
await app.generateOutputs(project);
if (app.logger.hasErrors()) process.exit(1);
