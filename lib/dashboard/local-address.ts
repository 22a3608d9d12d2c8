/** Whether the address of a peer is this machine's own: `::1`, `127.*`, and these as IPv6 shows them. */
export function isLoopback(address: string): boolean {
  return address === '::1' || LOOPBACK.test(address);
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const LOOPBACK = new RegExp(`^(?:::ffff:)?127(?:\\.${OCTET}){3}$`, 'i');

/** Whether a Host header names this machine, with any port: `localhost`, `*.localhost`, `127.*`, `[::1]`. */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOST.test(host);
}

const LOCAL_HOST = new RegExp(
  `^(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*localhost|127(?:\\.${OCTET}){3}|\\[::1\\])\\.?(?::\\d{1,5})?$`,
  'i',
);

/** Whether a Host header can be one at all. */
export function isHost(host: string): boolean {
  return host.length <= 260 && /^(?:[a-z0-9._~-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host);
}

/** The name in a Host header, without port and closing dot, in lower case. */
export function hostName(host: string): string {
  return host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase();
}

/** The host of an Origin or Referer, or `undefined` of `null` and of what can't be read. */
export function hostOf(url: string): string | undefined {
  try {
    const { host, protocol } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? host : undefined;
  } catch {
    return undefined;
  }
}
