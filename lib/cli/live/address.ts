import { harmless } from '../../harmless.js';
import type { Call, Option } from '../command.js';
import { Complaint } from '../complaint.js';
import type { Shell } from '../shell.js';

/** The options of all commands that ask a running process. */
export const LIVE = {
  url: {
    type: 'text',
    short: 'u',
    value: 'URL',
    help: 'where its dashboard is, CARILLON_URL if not said; CARILLON_TOKEN is sent there as a bearer',
  },
} as const satisfies Record<string, Option>;

/** Where a dashboard is, and what to show it. */
export interface Address {
  readonly url: URL;
  readonly token: string | undefined;
}

const EXAMPLE = 'say it as --url http://127.0.0.1:3000/jobs, or set CARILLON_URL';

/**
 * The dashboard that a call is about. @throws Complaint where none is named, and where the token would go over plain
 * http to elsewhere than this host
 */
export function addressOf({ text, shell }: Call): Address {
  const said = text('url') ?? shell.environment['CARILLON_URL'];
  if (said === undefined || said === '') {
    throw new Complaint('which process is asked?', { code: 'usage', remedy: EXAMPLE });
  }
  const url = URL.canParse(said) ? new URL(said) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Complaint(`'${harmless(said)}' is no address of a dashboard`, { code: 'usage', remedy: EXAMPLE });
  }
  if (url.username !== '' || url.password !== '') {
    const remedy = 'set CARILLON_TOKEN, which its authorize reads';
    throw new Complaint('an address with a password would be seen by everybody on this host', {
      code: 'usage',
      remedy,
    });
  }
  const token = tokenIn(shell.environment);
  if (token !== undefined && url.protocol === 'http:' && !isLoopback(url.hostname)) {
    const remedy = 'use https, or reach it through a tunnel to this host';
    throw new Complaint(`CARILLON_TOKEN is not sent over plain http to ${url.host}`, { code: 'refused', remedy });
  }
  url.hash = '';
  url.search = '';
  return { url, token };
}

/** What is wrong with it is said without it: what is printed is often kept. */
function tokenIn({ CARILLON_TOKEN }: Shell['environment']): string | undefined {
  const token = CARILLON_TOKEN?.trim() || undefined;
  if (token === undefined || /^[\x20-\x7e]+$/.test(token)) return token;
  const remedy = 'it is sent as a header: use letters, digits and punctuation of ASCII, on one line';
  throw new Complaint('CARILLON_TOKEN holds what no header can', { code: 'usage', remedy });
}

/** Whether a host is this one: `localhost`, 127.* or ::1. */
function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
