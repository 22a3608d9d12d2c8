import { createRequire } from 'node:module';
import { Complaint } from '../complaint.js';
import type { Shell } from '../shell.js';
import { BriefLine } from './brief-line.js';
import { flushed, sinkOf } from './streams.js';

/** The world as this process sees it. */
export function thisShell(): Shell {
  const { env } = process;
  const brief = new BriefLine(process.stderr);
  const err = sinkOf(process.stderr, env, brief);
  return {
    out: sinkOf(process.stdout, env, brief),
    err,
    showBriefly(text) {
      if (err.isAnimated) brief.show(text);
    },
    environment: env,
    get folder() {
      return workingFolder();
    },
    now: () => Date.now(),
    get zone() {
      return namedZone();
    },
  };
}

/** ICU says of a TZ that it can't read either nothing, whatever the types say, or that it is unknown. */
function namedZone(): string | undefined {
  const { timeZone }: { timeZone?: string } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone === 'Etc/Unknown' ? undefined : timeZone;
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    const remedy = 'go to one that is there, and call it again';
    throw new Complaint('the folder in which it was called is gone', { code: 'failed', remedy, cause });
  }
}

/** What was typed behind the name of the command. */
export function typed(): readonly string[] {
  return process.argv.slice(2);
}

/** Leaves, whatever still keeps the process alive, when all has been written. */
export async function leave(status: number): Promise<never> {
  await flushed(process.stdout, process.stderr);
  return process.exit(status);
}

/** The version of this package. */
export function ownVersion(): string {
  return (createRequire(import.meta.url)('carillon/package.json') as { version: string }).version;
}

/** Whether this Node reads TypeScript by leaving the types out. */
export function canStripTypes(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}
