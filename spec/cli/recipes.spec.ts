import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { work } from '../../lib/cli/commands/work.js';
import type { Patient } from '../../lib/cli/doctor/check.js';
import { checkPm2 } from '../../lib/cli/doctor/check-host.js';
import { readCall } from '../../lib/cli/read-call.js';
import type { Shell } from '../../lib/cli/shell.js';
import { Project } from './project.js';

/** What a stop may take at most: drain and cancel. */
const STOP_SECONDS = 9;

describe('the recipes of a worker', () => {
  const page = readFileSync('samples/worker/README.md', 'utf8');
  const recipe = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

  it('start the command itself, with options that it has', () => {
    const typed = [...(/CMD (\[.*\])/.exec(recipe('dockerfile'))?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
      ([, text]) => text ?? '',
    );
    expect(typed.slice(0, 2)).to.deep.equal(['node_modules/.bin/carillon', 'work']);
    expect(readCall(work, typed.slice(2), {} as Shell).number('health')).to.equal(8080);
    // Under pnpm that file is for a shell, not for Node.
    expect(recipe('ini')).to.contain('ExecStart=/srv/shop/node_modules/.bin/carillon work\n');
    expect(recipe('js')).to.contain("script: 'node_modules/.bin/carillon', args: 'work', interpreter: 'none'");
  });

  it('leave a stop its time', () => {
    expect(Number(/terminationGracePeriodSeconds: (\d+)/.exec(recipe('yaml'))?.[1])).to.be.above(STOP_SECONDS);
    expect(Number(/TimeoutStopSec=(\d+)/.exec(recipe('ini'))?.[1])).to.be.above(STOP_SECONDS);
    using project = new Project({ 'ecosystem.config.cjs': recipe('js') }, []);
    const [pm2] = checkPm2({ shell: { folder: project.folder, environment: {} } } as unknown as Patient);
    expect(pm2).to.include({ verdict: 'ok' });
  });
});
