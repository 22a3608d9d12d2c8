import { type Command, type Option, optionsOf } from './command.js';
import { line, type Sink } from './shell.js';
import { padded } from './text/cells.js';
import { wrapped, writeWrapped } from './text/wrap.js';

/** Less than this beside a column can't be read. */
const LEAST_ROOM = 20;

/** Writes the help of the whole: examples, then the commands. */
export function writeUsage(sink: Sink, commands: readonly Command[]): void {
  writeExamples(sink, [
    ['carillon init', 'writes a first jobs.ts'],
    ['carillon list', 'what runs when, soonest first'],
    ["carillon explain '0 9 * * 1-5'", 'cron, or words, in English'],
    ['carillon simulate --to 2027-01-01', 'rehearses it'],
    ['carillon work', 'runs it, until Ctrl-C'],
  ]);
  writeColumns(
    sink,
    'Commands',
    commands.map(({ name, takes, summary }) => [`${name} ${takes}`.trim(), summary]),
  );
  line(sink);
  writeWrapped(sink, 'carillon COMMAND --help says more. carillon --version tells the version.');
}

/** Writes the help of one command. */
export function writeCommandUsage(sink: Sink, command: Command): void {
  const { name, takes, summary, examples, exits } = command;
  writeExamples(sink, examples);
  line(sink, `carillon ${name} ${takes}`.trim());
  writeWrapped(sink, `${summary}.`);
  line(sink);
  writeColumns(sink, 'Options', Object.entries(optionsOf(command)).map(optionRow));
  line(sink);
  writeWrapped(sink, `Exits with ${exits}; 2 where the command line is wrong.`);
}

function optionRow([name, { short, value, isBare, help }]: readonly [string, Option]): readonly [string, string] {
  const shown = value === undefined ? '' : isBare ? ` [${value}]` : ` ${value}`;
  return [`${short === undefined ? '' : `-${short}, `}--${name}${shown}`, help];
}

function writeExamples(sink: Sink, examples: readonly (readonly [string, string])[]): void {
  writeColumns(sink, 'Examples', examples);
  line(sink);
}

/** What is said of each stands beside it, or below where there is no room. */
function writeColumns(sink: Sink, title: string, rows: readonly (readonly [string, string])[]): void {
  line(sink, sink.paint('bold', title));
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  const room = sink.columns === undefined ? undefined : sink.columns - width - 4;
  const isNarrow = room !== undefined && room < LEAST_ROOM;
  for (const [left, right] of rows) {
    const isAbove = isNarrow || left.length > width;
    if (isAbove) line(sink, `  ${left}`);
    if (isAbove && right === '') continue;
    const indent = isNarrow ? 4 : width + 4;
    const lines = wrapped(right, sink.columns === undefined ? undefined : sink.columns - indent);
    for (const [i, text] of lines.entries()) {
      const head = i === 0 && !isAbove ? `  ${left}` : '';
      line(sink, `${padded(head, indent)}${text}`.trimEnd());
    }
  }
}
