import { ScheduleError } from '../index.js';
import { checkOptions } from '../kit.js';
import type { Access } from './access.js';
import type { Deed } from './api.js';
import { isHost } from './local-address.js';

/** Of `authorize`: who asks. */
export interface AuthorizeContext {
  /** The address of the peer, which may be a proxy's; `undefined` where it is not known. */
  readonly remoteAddress: string | undefined;
}

/** What was done, tried or refused, as `onAction` and the diagnostics channel `carillon:dashboard.action` tell it. */
export interface Action {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Who, as `authorize` named them; `undefined` where it named nobody. */
  readonly user: string | undefined;
  /** The address of the peer, which may be a proxy's; `undefined` where it is not known. */
  readonly remoteAddress: string | undefined;
  /** What was asked for. */
  readonly do: Deed;
  /** The job that it was about; `undefined` of all jobs. */
  readonly job: string | undefined;
  /** The run that was to be cancelled; `undefined` of all runs of the job. */
  readonly run: string | undefined;
  /** What was given for it, at most 200 characters. */
  readonly reason: string | undefined;
  /** When the pause was to end, in epoch milliseconds. */
  readonly until: number | undefined;
  /** Whether it was done. */
  readonly ok: boolean;
  /** Of the answer: 202, 403, 404, 409, 429 … */
  readonly status: number;
}

/** The fields that may hold what is not for everybody's eyes. */
export type RedactedField = 'value' | 'error' | 'line' | 'data' | 'progress';

/** What may be said of a dashboard. */
export interface DashboardOptions {
  /**
   * Who may come in, and what they may do; asked for each request, and each minute of a stream. `false` refuses; a
   * Response is sent as it is, as a log-in page. What it throws refuses. Without it, only this machine is served.
   */
  readonly authorize?:
    | ((
        request: Request,
        context: AuthorizeContext,
      ) => Access | false | Response | undefined | Promise<Access | false | Response | undefined>)
    | undefined;
  /** Serves this machine without `authorize` in production too, where it would not know a proxy beside it. Default false. */
  readonly local?: boolean | undefined;
  /** The hosts that it answers to, without ports. Needed where `authorize` trusts a network. Default: every host. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Where actions may come from beside the own host, as `https://shop.example`: for a proxy that changes the Host. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** A badge, such as `{ label: 'production', tone: 'danger' }`. */
  readonly environment?:
    | { readonly label: string; readonly tone?: 'danger' | 'warning' | 'quiet' | undefined }
    | undefined;
  /** What the page is called. Default: the name of the scheduler. */
  readonly title?: string | undefined;
  /** Where the way back to the application leads: an http(s) address, or one of this host that begins with `/`. */
  readonly backLink?: string | undefined;
  /** Takes out what people should not see. What it gives is shown in place of the value; what it throws shows nothing. */
  readonly redact?: ((field: RedactedField, value: unknown, job: string) => unknown) | undefined;
  /** Is told of everything that was done, tried and refused. */
  readonly onAction?: ((action: Action) => void) | undefined;
  /** The most streams at once; the next polls. 1 to 10,000, default 50. */
  readonly maxClients?: number | undefined;
  /** The most actions a minute of one user, or of one address where there are no users. 1 to 100,000, default 60. */
  readonly actionsPerMinute?: number | undefined;
}

const KNOWN = {
  authorize: isFunction,
  local: (value: unknown) => typeof value === 'boolean',
  allowedHosts: (value: unknown) => isTexts(value, isHost),
  allowedOrigins: (value: unknown) => isTexts(value, isOrigin),
  environment: isEnvironment,
  title: isText,
  backLink: (value: unknown) => isText(value) && /^(?:https?:\/\/|\/(?![/\\]))/.test(value),
  redact: isFunction,
  onAction: isFunction,
  maxClients: (value: unknown) => isCount(value, 10_000),
  actionsPerMinute: (value: unknown) => isCount(value, 100_000),
} as const satisfies Readonly<Record<keyof DashboardOptions, (value: unknown) => boolean>>;

const SHOULD: Readonly<Record<keyof DashboardOptions, string>> = {
  authorize: 'a function',
  local: 'true or false',
  allowedHosts: "a list of host names such as ['shop.example'], without https:// before and a path behind",
  allowedOrigins: "a list of origins such as ['https://shop.example'], in lower case and without a slash at the end",
  environment: "as { label: 'production', tone: 'danger' }, with a tone of danger, warning or quiet",
  title: 'a text of 1 to 200 characters',
  backLink: 'an address that begins with http://, https:// or /',
  redact: 'a function',
  onAction: 'a function',
  maxClients: 'a whole number from 1 to 10,000',
  actionsPerMinute: 'a whole number from 1 to 100,000',
};

/** Refuses what no dashboard can be made of. @throws ScheduleError that names the option and what it should be. */
export function checkDashboardOptions(options: DashboardOptions): void {
  const known = Object.keys(KNOWN) as (keyof DashboardOptions)[];
  checkOptions('a dashboard', options, known);
  for (const name of known) {
    const value = options[name];
    if (value !== undefined && !KNOWN[name](value)) {
      throw new ScheduleError(`${name} of a dashboard must be ${SHOULD[name]}`);
    }
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200;
}

function isTexts(value: unknown, isSuch: (text: string) => boolean): boolean {
  return Array.isArray(value) && value.every(text => isText(text) && isSuch(text));
}

/** Whether a browser would say it so: any other form is never found. Of extensions and the like a URL knows no origin. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^\s/]+$/.test(text) || !URL.canParse(text)) return false;
  const { origin } = new URL(text);
  return origin === text || origin === 'null';
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function isEnvironment(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { label, tone } = value as Partial<NonNullable<DashboardOptions['environment']>>;
  return isText(label) && (tone === undefined || ['danger', 'warning', 'quiet'].includes(tone));
}
