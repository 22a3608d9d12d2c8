// Runs the specs of the command line on several versions of Node, which npm brings: the loading of each kind of module, and
// all else that differs between them.
//
//     npm run test:cli              on 20, 22 and 24
//     npm run test:cli -- 24        on this one
import { spawnSync } from 'node:child_process';

const versions = process.argv.slice(2);
let hasFailed = false;
for (const version of versions.length > 0 ? versions : ['20', '22', '24']) {
  const mocha = ['node', 'node_modules/mocha/bin/mocha.js', 'dist/spec/cli/**/*.spec.js'];
  console.log(`Node ${version}`);
  const { status } = spawnSync('npx', ['-y', '-p', `node@${version}`, ...mocha], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  hasFailed ||= status !== 0;
}
process.exitCode = hasFailed ? 1 : 0;
