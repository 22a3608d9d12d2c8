// @ts-check
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { atMost, atMostMore } from '../measure/bars.js';
import { interleave } from '../measure/rounds.js';
import { scaled } from '../settings.js';

const root = new URL('../../../', import.meta.url);
const bench = new URL('../', import.meta.url);

/** What an application imports. */
const modules = {
  carillon: new URL('dist/bundle/node/index.js', root).href,
  'carillon, required': fileURLToPath(new URL('dist/bundle/index.cjs', root)),
  /** Carillon's own, as `importMs` resolves it from the root. */
  luxon: 'luxon',
  'luxon, required': 'luxon',
  'croner 11': 'croner',
  'node-cron 4': 'node-cron',
  'cron 4': 'cron',
  'cron-parser 5': 'cron-parser',
  'node-schedule 2': 'node-schedule',
  'toad-scheduler 3': 'toad-scheduler',
  'cron-schedule 6': 'cron-schedule',
};

/** What Node reads at the latest with the first scheduler, beside what it reads at an import. */
const PARTS = ['words', 'engine', 'harmless', 'cron', 'describe', 'json', 'lint', 'to-cron'];

export const row = {
  title: 'import and package',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const importing = await interleave(
      Object.fromEntries(
        Object.entries(modules).map(([name, specifier]) => [
          name,
          () => importMs(specifier, name.startsWith('luxon') ? root : bench, name.endsWith(', required')),
        ]),
      ),
      scaled(15, 3),
    );
    const read = {
      carillon: { samples: [bytesOf('node/index.js', 'index.cjs', 'core.cjs') / 1000] },
      'and to start a scheduler': { samples: [bytesOf(...PARTS.map(part => `${part}.cjs`)) / 1000] },
      'bundlers, all': { samples: [bytesOf('index.js', 'core.js') / 1000] },
    };
    const size = { carillon: { samples: [unpackedBytes() / 1000] } };
    return [
      {
        what: 'import',
        unit: 'ms',
        results: importing,
        verdicts: [
          atMostMore(6, 'ms', importing, 'luxon'),
          atMostMore(6, 'ms', importing, 'luxon, required', 'carillon, required'),
        ],
      },
      {
        what: 'what an import reads, legible',
        unit: 'kB',
        results: read,
        verdicts: [atMost(75, 'kB', read), atMost(500, 'kB', read, 'bundlers, all')],
      },
      {
        what: 'package, unpacked: the code twice, legible; declarations; pages',
        unit: 'kB',
        results: size,
        verdicts: [atMost(3000, 'kB', size)],
      },
    ];
  },
};

/**
 * In a process that has loaded nothing else.
 * @param {string} specifier @param {URL} from @param {boolean} isRequired
 */
function importMs(specifier, from, isRequired) {
  const load = `${isRequired ? 'require' : 'await import'}(${JSON.stringify(specifier)})`;
  const script = `const began = performance.now(); ${load}; process.stdout.write(String(performance.now() - began));`;
  return Number(
    execFileSync(process.execPath, [`--input-type=${isRequired ? 'commonjs' : 'module'}`, '-e', script], {
      cwd: fileURLToPath(from),
      encoding: 'utf8',
    }),
  );
}

/** @param {string[]} files */
function bytesOf(...files) {
  return files.reduce((sum, file) => sum + statSync(new URL(`dist/bundle/${file}`, root)).size, 0);
}

function unpackedBytes() {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
      cwd: fileURLToPath(root),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }),
  );
  return packed.unpackedSize;
}
