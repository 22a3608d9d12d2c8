import { styleText } from 'node:util';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { Sink } from '../shell.js';
import type { BriefLine } from './brief-line.js';

/** Narrower than this nothing can be read; what says so is taken for a terminal that doesn't know its width. */
const LEAST_COLUMNS = 20;
const USUAL_COLUMNS = 80;

let unheard: (status: ExitStatus) => void = status => process.exit(status);

/**
 * Does something else where what is said can't be written any more than to end the process at once, until what it gives is
 * called: with 0 where a reader went away, else with 1.
 */
export function onUnheard(call: (status: ExitStatus) => void): () => void {
  const before = unheard;
  unheard = call;
  return () => {
    unheard = before;
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A stream of this process as a sink: broken to its width, coloured and animated only where it is a terminal, and as
 * NO_COLOR, FORCE_COLOR, TERM=dumb, CI and COLUMNS say. A reader that goes away, or a terminal that is closed, ends the
 * process with 0; what else can't be written, as to a disk that is full, with 1.
 *
 * @param brief gives way to what is written
 */
export function sinkOf(stream: NodeJS.WriteStream, environment: Environment, brief: BriefLine): Sink {
  let isTold = stream === process.stderr;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || (stream.isTTY && error.code === 'EIO')) return unheard(EXIT.ok);
    if (!isTold) process.stderr.write(`carillon: what it says can't be written: ${error.message}\n`);
    isTold = true;
    unheard(EXIT.failed);
  });
  // As it is now: what others print may be sent elsewhere meanwhile.
  const write = stream.write.bind(stream);
  const isTerminal = stream.isTTY === true;
  const isColoured = hasColours(isTerminal, environment);
  return {
    isTerminal,
    isAnimated: isTerminal && environment['TERM'] !== 'dumb' && !environment['CI'],
    get columns() {
      return isTerminal ? columnsOf(stream, environment) : undefined;
    },
    write(text) {
      brief.giveWay();
      write(text);
    },
    paint: (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** Resolves when all that was written has been handed to the system, whoever else writes in place of a stream. */
export async function flushed(...streams: readonly NodeJS.WriteStream[]): Promise<void> {
  await Promise.all(
    streams.map(stream => {
      const { write } = Object.getPrototypeOf(stream) as NodeJS.WriteStream;
      return new Promise<void>(resolve => Reflect.apply(write, stream, ['', () => resolve()]));
    }),
  );
}

function hasColours(isTerminal: boolean, environment: Environment): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}

function columnsOf(stream: NodeJS.WriteStream, environment: Environment): number {
  const said = Number(environment['COLUMNS']);
  const columns = Number.isInteger(said) && said > 0 ? said : stream.columns;
  return columns >= LEAST_COLUMNS ? columns : USUAL_COLUMNS;
}
