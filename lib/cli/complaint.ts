import { EXIT, type ExitStatus } from './exit-status.js';

/**
 * Something that ends a command and that its user can put right: what is wrong, then what to do. Anything else that is
 * thrown is a bug of the command line.
 */
export class Complaint extends Error {
  /** With which the process exits. */
  readonly status: ExitStatus;
  /** Says which complaint it is, such as `usage`; the same from version to version. */
  readonly code: string;
  /** What to do, or `undefined` where the message says it. */
  readonly remedy: string | undefined;

  constructor(message: string, { code, remedy, ...options }: ComplaintOptions) {
    super(message, options);
    this.name = 'Complaint';
    this.code = code;
    this.status = STATUS[code];
    this.remedy = remedy;
  }
}

/** What a complaint says beside its message. */
export interface ComplaintOptions extends ErrorOptions {
  readonly code: ComplaintCode;
  readonly remedy?: string | undefined;
}

/** The kinds of complaints. */
export type ComplaintCode = keyof typeof STATUS;

const STATUS = {
  failed: EXIT.failed,
  usage: EXIT.usage,
  not_loaded: EXIT.notLoaded,
  not_found: EXIT.notFound,
  conflict: EXIT.conflict,
  unreachable: EXIT.unreachable,
  refused: EXIT.unreachable,
} as const satisfies Record<string, ExitStatus>;
