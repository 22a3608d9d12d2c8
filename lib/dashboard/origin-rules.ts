import type { Call } from './call.js';
import { hostName, hostOf, isHost, isLocalHost } from './local-address.js';
import { badRequest, Refusal } from './refusal.js';

/** What a request is for, as far as it matters where it comes from. */
export type Aim = 'page' | 'read' | 'action';

/**
 * Refuses what another site makes a browser send. Only the page may be navigated to; everything else is for the page
 * itself, and for programs, which say nothing of a site.
 */
export function checkSite(call: Call, aim: Aim, allowedOrigins: readonly string[]): void {
  const site = call.header('sec-fetch-site');
  if (aim === 'action') {
    if (call.header('x-carillon') !== '1') {
      throw new Refusal(
        403,
        'header',
        'an action needs the header x-carillon: 1, which no form of another site can send',
      );
    }
    if (site === undefined) checkOrigin(call, allowedOrigins);
    else if (site !== 'same-origin') throw crossSite();
  } else if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    if (aim === 'read' || !isNavigation(call)) throw crossSite();
  }
}

/** Refuses what no page of another site may read, however little it says. @throws Refusal */
export function checkReadable(call: Call): void {
  hostOfCall(call);
  checkSite(call, 'read', []);
}

/** The host that a request is for. @throws Refusal where it says none */
export function hostOfCall({ host }: Call): string {
  if (host === undefined || !isHost(host)) throw badRequest('the request has no Host, or none that can be one');
  return host;
}

/** Refuses what did not come from this machine, or not to it: a proxy, another host, a page of elsewhere. */
export function checkLocal(call: Call, aim: Aim): void {
  if (call.host === undefined || !isLocalHost(call.host)) {
    throw new Refusal(
      403,
      'host',
      `without authorize the dashboard answers to localhost only, and not to another name`,
    );
  }
  if (call.hasHeader(isOfProxy)) {
    throw new Refusal(
      403,
      'forwarded',
      'without authorize the dashboard serves this machine only, and this came by a proxy',
    );
  }
  const isExcepted = aim === 'page' && isNavigation(call);
  for (const header of ['origin', 'referer']) {
    const said = call.header(header);
    if (said === undefined || isExcepted) continue;
    const host = hostOf(said);
    if (host === undefined || !isLocalHost(host)) throw crossSite();
  }
}

/** Refuses a host that was not named, where some are. */
export function checkHost(host: string, allowed: readonly string[] | undefined): void {
  if (allowed === undefined || allowed.some(name => hostName(name) === hostName(host))) return;
  throw new Refusal(403, 'host', 'this host is none of allowedHosts');
}

/** What proxies, tunnels and delivery networks say of whom they speak for, in lower case. */
const OF_PROXY =
  /^(?:forwarded|via|cdn-loop|x-(?:forwarded|original|envoy|proxy).*|cf-.*|.*-(?:client|connecting|real)-?ip)$/;

function isOfProxy(name: string): boolean {
  return OF_PROXY.test(name);
}

/** A person follows a link: the document of a tab, and not a frame in one. */
function isNavigation(call: Call): boolean {
  return call.header('sec-fetch-mode') === 'navigate' && (call.header('sec-fetch-dest') ?? 'document') === 'document';
}

/** Browsers that don't say the site say the origin; programs say neither. */
function checkOrigin(call: Call, allowedOrigins: readonly string[]): void {
  const origin = call.header('origin');
  if (origin === undefined || allowedOrigins.includes(origin)) return;
  const host = hostOf(origin);
  // A proxy may say the port that a browser leaves out, as the usual one of its scheme.
  const [scheme] = origin.split(':');
  if (host === undefined || host !== hostOf(`${scheme}://${call.host}`)) throw crossSite();
}

function crossSite(): Refusal {
  return new Refusal(403, 'cross_site', 'this was sent by a page of another site');
}
