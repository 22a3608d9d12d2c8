import type { PoolConfig } from 'pg';
import type { DatabaseRow } from '../pg-boss/database.js';
import type { RowAttempt } from '../rows.js';
import type { EchoTerms } from './echo.js';

/** What a touching thread is started with. */
export interface TouchThreadData {
  readonly config: PoolConfig;
  /** Whether its host is asked for the password at each connection. */
  readonly isPasswordAsked: boolean;
  readonly channel: string;
  readonly touch: string;
  /** What is said in a session that is this thread's alone. */
  readonly settings: string;
  /** How a session is asked which database it leads to. */
  readonly where: { readonly may: string; readonly known: string; readonly unknown: string };
  /** The code of a server that has no connection left. */
  readonly noneLeft: string;
  /** How often rows are touched. */
  readonly touchEveryMs: number;
  /** A statement that takes longer says that the connection is dead; the server gives it up then, too. */
  readonly answerWithinMs: number;
  /** How it finds out whether notices arrive; `undefined` where none are sent. */
  readonly echo: EchoTerms | undefined;
  /** After so long without an answer of the main thread it falls silent, and others take over. */
  readonly stallAfterMs: number;
}

/** What the main thread says to it. */
export type ToTouchThread =
  | { readonly kind: 'rows'; readonly held: readonly RowAttempt[]; readonly dropped: readonly RowAttempt[] }
  | { readonly kind: 'here' }
  /** The echo that it wanted was sent, or could not be. */
  | { readonly kind: 'echoed'; readonly isSent: boolean }
  /** What it asked for; nothing where there is none. */
  | { readonly kind: 'password'; readonly password: string | undefined }
  /** A question that must not wait for a session of the pool. */
  | { readonly kind: 'look'; readonly text: string }
  /** Its session does not lead to the database of its host: it takes another. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'close' };

/** What it says to the main thread. `sentMs` is on the clock that all threads share. */
export type FromTouchThread =
  | { readonly kind: 'there' | 'heard' | 'echo' | 'password' }
  | { readonly kind: 'hears'; readonly isHearing: boolean }
  | { readonly kind: 'held'; readonly ms: number }
  /** What it comes to; nothing where there was no answer. */
  | { readonly kind: 'looked'; readonly rows: readonly DatabaseRow[] }
  /** The server answers, but gives it no connection, and why; or it has one. */
  | { readonly kind: 'session'; readonly refusal: string | undefined }
  | {
      readonly kind: 'touched';
      readonly asked: readonly RowAttempt[];
      readonly kept: readonly string[];
      readonly sentMs: number;
      /** The database that says so. */
      readonly system: string;
    };
