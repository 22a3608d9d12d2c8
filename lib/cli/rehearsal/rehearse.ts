import { Complaint } from '../complaint.js';
import { leaveNow, onInterrupt } from '../host/interrupt.js';
import type { Jobs } from '../load/jobs.js';
import type { Shell } from '../shell.js';
import { ProgressBar } from '../text/progress-bar.js';
import { failsBy, type Suppositions } from './suppositions.js';
import type { Simulation } from './tally.js';

/** From when to when is rehearsed, in epoch milliseconds. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Rehearses a registry: nothing of it is run. Shows a bar meanwhile. @throws Complaint for what can't be simulated */
export async function rehearse(
  { carillon, registry, definitions, file }: Jobs,
  { fromMs, toMs }: Period,
  { takesMs, fails }: Suppositions,
  shell: Shell,
): Promise<Simulation> {
  const bar = new ProgressBar(shell);
  const heard = onInterrupt(({ status }) => leaveNow(status));
  const names = definitions.map(({ schedule }) => schedule.name);
  // Each run tells how far the rehearsal has come; where nobody looks, its duration is a plain value, which costs less.
  const durations = names.flatMap(name => {
    const milliseconds = takesMs.get(name) ?? 0;
    const told = (occurrence: Moment) => {
      bar.show((occurrence.toMillis() - fromMs) / (toMs - fromMs), 'rehearsing');
      return { milliseconds };
    };
    return bar.isWanted || milliseconds > 0 ? [[name, bar.isWanted ? told : { milliseconds }] as const] : [];
  });
  const failures = [...fails].map(
    ([name, share]) => [name, (occurrence: Moment) => failsBy(share, name, occurrence.toMillis())] as const,
  );
  try {
    const { simulate } = await carillon.testing();
    return await simulate(registry, {
      from: fromMs,
      to: toMs,
      durations: Object.fromEntries(durations),
      failures: Object.fromEntries(failures),
    });
  } catch (cause) {
    const { code, message } = cause as Error & { readonly code?: string };
    // As whatever else the registry says wrong: its calendar throws.
    if (code === 'ERR_SCHEDULE') throw new Complaint(`${file}: ${message}`, { code: 'not_loaded', cause });
    throw new Complaint(message, { code: 'failed', cause });
  } finally {
    heard();
  }
}

interface Moment {
  toMillis(): number;
}
