import { atFirstUse } from './at-first-use.js';

/**
 * The name of a zone as the IANA database spells it, whatever case it was given in: schedules are compared and described
 * by it. `canonical` is what the runtime calls the zone, which for an alias may be another name than was asked for.
 */
export function spelledZone(name: string, canonical: string): string {
  if (canonical.toLowerCase() === name.toLowerCase()) return canonical;
  // An alias has no spelling that could be asked for, but all are spelled alike.
  if (!name.includes('/')) return short()[name.toLowerCase()] ?? name.toUpperCase();
  return name
    .split('/')
    .map(part => ODD[part.toLowerCase()] ?? capitals(part))
    .join('/');
}

/** `port-au-prince` is Port-au-Prince, `dar_es_salaam` is Dar_es_Salaam. */
function capitals(part: string): string {
  return part
    .toLowerCase()
    .split(/([_-])/)
    .map(word => (SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

const SMALL = new Set(['of', 'au', 'es', 'and']);

const ODD: Readonly<Record<string, string>> = {
  us: 'US',
  act: 'ACT',
  nsw: 'NSW',
  lhi: 'LHI',
  gmt: 'GMT',
  gmt0: 'GMT0',
  'gmt+0': 'GMT+0',
  'gmt-0': 'GMT-0',
  utc: 'UTC',
  uct: 'UCT',
  dumontdurville: 'DumontDUrville',
  mcmurdo: 'McMurdo',
  bajanorte: 'BajaNorte',
  bajasur: 'BajaSur',
  denoronha: 'DeNoronha',
  easterisland: 'EasterIsland',
  comodrivadavia: 'ComodRivadavia',
  knox_in: 'Knox_IN',
  'east-indiana': 'East-Indiana',
};

/** The aliases of one word; all others of that kind are capitals throughout, such as `EST5EDT`. */
const short = atFirstUse<Readonly<Record<string, string>>>(() =>
  Object.fromEntries(
    'Cuba Egypt Eire Greenwich Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya Navajo Poland Portugal Singapore Turkey Universal Zulu GB-Eire NZ-CHAT'
      .split(' ')
      .map(name => [name.toLowerCase(), name]),
  ),
);
