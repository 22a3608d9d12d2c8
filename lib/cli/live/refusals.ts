import { harmless, harmlessLines } from '../../harmless.js';
import { Complaint, type ComplaintCode } from '../complaint.js';
import type { Address } from './address.js';
import { isOfDashboard } from './answers.js';

/** Who has not answered by then never will. */
export const PATIENCE_MS = 10_000;

/** What is complained of where an address can't be asked. */
export function unreachable({ url }: Address, error: unknown): Complaint {
  const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
  const tls = TLS.find(([pattern]) => pattern.test(code));
  if (tls === undefined) return silent(`nothing answers at ${url.href}`, error);
  const [, what, remedy] = tls;
  return new Complaint(`${url.href} ${what}: ${code}`, { code: 'unreachable', remedy, cause: error });
}

/** Where something answers, and no secure connection comes of it. */
const TLS = [
  [
    /CERT|UNABLE_TO_VERIFY/,
    'has a certificate that is not trusted here',
    'ask by the name that it is for; one of your own authority is trusted by NODE_EXTRA_CA_CERTS=its-ca.pem',
  ],
  [/^(?:ERR_SSL|EPROTO)/, 'does not answer by TLS', 'is it http:// there?'],
] as const;

/** … where it breaks off in the middle of an answer. */
export function brokenOff({ url }: Address, error: unknown): Complaint {
  return silent(`the answer of ${url.href} breaks off`, error);
}

function silent(what: string, error: unknown): Complaint {
  const { name, cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  const isSlow = name === 'TimeoutError' || name === 'AbortError';
  const why = isSlow ? `no answer within ${PATIENCE_MS / 1000} s` : (cause?.code ?? cause?.message ?? message);
  const remedy = 'is the process up, and does it mount a dashboard there?';
  return new Complaint(`${what}: ${why}`, { code: 'unreachable', remedy, cause: error });
}

/** … where something else answers there. */
export function noDashboard({ url }: Address, { status }: Response, cause?: unknown): Complaint {
  // A proxy says so of what is behind it.
  if (status >= 500) {
    const remedy = 'is the process behind it up?';
    return new Complaint(`${url.href} answers with ${status} alone`, { code: 'unreachable', remedy, cause });
  }
  const remedy = 'name the address at which it is mounted, with its path';
  return new Complaint(`what answers at ${url.href} is no dashboard (${status})`, {
    code: 'unreachable',
    remedy,
    cause,
  });
}

/** … where a dashboard, or what stands before it, refuses. */
export async function refusalOf(address: Address, response: Response): Promise<Complaint> {
  const { status } = response;
  const answer = await answerOf(response);
  // What else answers there may say by JSON, too, that there is no such address.
  if (!isOfDashboard(answer) && !REFUSING.includes(status)) return noDashboard(address, response);
  const { error } = answer;
  const message = harmlessLines(String(error?.message ?? `${address.url.href} refuses it (${status})`));
  const code = CODES[status] ?? 'unreachable';
  return new Complaint(message, { code, remedy: remedyFor(response, address, error?.code) });
}

/** The statuses that say enough by themselves: whoever gives them, it is a refusal. */
const REFUSING: readonly number[] = [401, 403, 429];

const CODES: Readonly<Record<number, ComplaintCode>> = {
  400: 'usage',
  401: 'refused',
  403: 'refused',
  404: 'not_found',
  405: 'unreachable',
  409: 'conflict',
  414: 'usage',
};

function remedyFor(response: Response, { token }: Address, code: unknown): string | undefined {
  if (code === 'takes_data') return 'carillon run JOB --data … runs it here, where its registry is';
  const retry = response.headers.get('retry-after');
  if (retry !== null) return `try again in ${harmless(retry)} s`;
  if (response.status !== 401 && response.status !== 403) return undefined;
  return token === undefined
    ? 'set CARILLON_TOKEN to one that its authorize admits'
    : 'its authorize does not admit CARILLON_TOKEN for that';
}

/** What a dashboard answers in place of what was asked for. */
interface Refusal {
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

async function answerOf(response: Response): Promise<Refusal> {
  try {
    const answer = (await response.json()) as Refusal | null;
    return answer ?? {};
  } catch {
    return {};
  }
}
