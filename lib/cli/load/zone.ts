import { harmless } from '../../harmless.js';
import type { Call } from '../command.js';
import { Complaint } from '../complaint.js';
import type { Shell } from '../shell.js';
import { type Moments, momentsIn } from '../text/moment.js';

/**
 * Tells instants in the zone that `--zone` names, that of the registry if it names none; `undefined` where it wants each job
 * in its own. @throws Complaint for one that isn't known
 */
export function zoneOfTimes({ text, shell }: Call, zoneOfRegistry: string): Moments | undefined {
  const asked = text('zone') ?? zoneOfRegistry;
  return asked === 'job' ? undefined : readZone(asked, shell);
}

/** Tells instants in a zone that was typed; `local` is that of this host. @throws Complaint for one that isn't known */
export function readZone(text: string, shell: Pick<Shell, 'zone'>): Moments {
  const zone = text === 'local' ? shell.zone : text;
  if (zone === undefined) {
    const remedy = "set TZ to one such as 'Europe/Berlin', or name a zone by --zone";
    throw new Complaint('the time zone of this host has no IANA name', { code: 'usage', remedy });
  }
  try {
    return momentsIn(zone);
  } catch (cause) {
    const message = `unknown time zone '${harmless(text)}'`;
    throw new Complaint(message, {
      code: 'usage',
      remedy: "use an IANA name such as 'Europe/Berlin', or 'UTC'",
      cause,
    });
  }
}
