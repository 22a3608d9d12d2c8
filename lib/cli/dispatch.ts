import { harmless, harmlessLines } from '../harmless.js';
import { suggestion } from '../nearest.js';
import type { Command } from './command.js';
import type { Commands } from './commands.js';
import { Complaint } from './complaint.js';
import { EXIT, type ExitStatus } from './exit-status.js';
import { readCall } from './read-call.js';
import { line, type Shell } from './shell.js';
import { wrapped } from './text/wrap.js';
import { writeCommandUsage, writeUsage } from './usage.js';

/** Carries out what was typed behind `carillon`, and gives the status to exit with. Never rejects. */
export async function dispatch(
  typed: readonly string[],
  commands: Commands,
  shell: Shell,
  version: () => string,
): Promise<ExitStatus> {
  try {
    return await carriedOut(typed, commands, shell, version);
  } catch (error) {
    return complain(error, shell, says(typed, '--json'));
  }
}

async function carriedOut(
  [name, ...rest]: readonly string[],
  commands: Commands,
  shell: Shell,
  version: () => string,
): Promise<ExitStatus> {
  if (name === '--version' || name === '-v') {
    line(shell.out, says(rest, '--json') ? JSON.stringify({ v: 1, version: version() }) : version());
    return EXIT.ok;
  }
  const about = name === 'help' ? rest.find(text => text !== 'help' && !text.startsWith('-')) : name;
  if (about === undefined || name === '--help' || name === '-h') {
    writeUsage(
      name === undefined ? shell.err : shell.out,
      Object.values(commands).map(command => command()),
    );
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = commandOf(about, commands);
  const isHelp = name === 'help' || says(rest, '--help') || says(rest, '-h');
  const call = isHelp ? undefined : readCall(command, rest, shell);
  // It may stand among other short options: -hn.
  if (call?.flag('help') === false) return await command.run(call);
  writeCommandUsage(shell.out, command);
  return EXIT.ok;
}

/** Whether an option was typed; what stands behind `--` is none. */
function says(typed: readonly string[], option: string): boolean {
  const at = typed.indexOf(option);
  return at >= 0 && !typed.slice(0, at).includes('--');
}

function commandOf(name: string, commands: Commands): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command();
  const meant = suggestion(name, [...Object.keys(commands), '--help', '--version']);
  const isOption = name.startsWith('-');
  const behind = isOption && meant === '' ? 'an option stands behind a command, as in carillon list --json; ' : '';
  throw new Complaint(`there is no ${isOption ? 'option' : 'command'} '${harmless(name)}'`, {
    code: 'usage',
    remedy: `${meant}${behind}carillon --help lists ${isOption ? 'the commands' : 'them'}`,
  });
}

/** Says on stderr what is wrong and then what to do, or the same as JSON on stdout. */
function complain(error: unknown, { out, err }: Shell, isJson: boolean): ExitStatus {
  const { message, code, remedy, status } = error instanceof Complaint ? error : bug(error);
  if (isJson)
    line(out, JSON.stringify({ v: 1, error: { code, message, ...(remedy === undefined ? {} : { remedy }) } }));
  else {
    const [first = '', ...excerpt] = harmlessLines(message).split('\n');
    const [head = '', ...rest] = wrapped(`carillon: ${first}`, err.columns);
    line(
      err,
      head.replace(/^carillon:/, prefix => err.paint('red', prefix)),
    );
    for (const text of [...rest, ...excerpt]) line(err, text);
    const width = err.columns === undefined ? undefined : err.columns - 2;
    const lines = remedy === undefined ? [] : harmlessLines(remedy).split('\n');
    for (const text of lines.flatMap(part => wrapped(part, width))) line(err, `  ${text}`);
  }
  return status;
}

function bug(error: unknown): Pick<Complaint, 'message' | 'code' | 'remedy' | 'status'> {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    message: `something that should not happen: ${message}`,
    code: 'bug',
    remedy: undefined,
    status: EXIT.failed,
  };
}
