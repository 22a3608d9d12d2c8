import { harmless } from '../../harmless.js';
import type { Call } from '../command.js';
import { Complaint } from '../complaint.js';
import type { Shell } from '../shell.js';
import { type Moments, momentsIn } from '../text/moment.js';
import type { Core } from './carillon-copy.js';

/**
 * Tells instants in the zone that `--zone` names, that of the registry if it names none; `undefined` where it wants each job
 * in its own. @throws Complaint for one that isn't known
 */
export function zoneOfTimes(core: Core, { text, shell }: Call, zoneOfRegistry: string): Moments | undefined {
  const asked = text('zone');
  if (asked === undefined) return momentsIn(zoneOfRegistry);
  return asked === 'job' ? undefined : readZone(core, asked, shell);
}

/**
 * Tells instants in a zone that was typed; `local` is that of this host. What is one is for the core to say, as in words: ICU
 * knows more of them in some versions. @throws Complaint for one that isn't known, with the one that was meant
 */
export function readZone({ Registry }: Core, text: string, shell: Pick<Shell, 'zone'>): Moments {
  const zone = text === 'local' ? shell.zone : text;
  if (zone === undefined) {
    const remedy = "set TZ to one such as 'Europe/Berlin', or name a zone by --zone";
    throw new Complaint('the time zone of this host has no IANA name', { code: 'usage', remedy });
  }
  try {
    return momentsIn(new Registry({ zone }).zone);
  } catch (cause) {
    const { meant } = cause as { readonly meant?: string };
    const remedy =
      meant === undefined ? "use an IANA name such as 'Europe/Berlin', or 'UTC'" : `did you mean '${meant}'?`;
    throw new Complaint(`unknown time zone '${harmless(zone)}'`, { code: 'usage', remedy, cause });
  }
}
