/** A length of time in milliseconds as people say it: `38 ms`, `1.2 s`, `2 m 18 s`, `5 h 16 m`, `6 days`. */
export function length(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(ms < 9_950 ? 1 : 0)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${padded(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} m`;
  return many(Math.round(minutes / 1_440), 'day');
}

/** The same where there is little room: `1:56` for minutes, `5 s` for 5.0 s. */
export function shortLength(ms: number): string {
  return whole(ms).replace(/ m (\d\d) s$/, ':$1');
}

/** How long ago an instant is, in whole seconds: `now`, `7 s ago`, `18 h 33 m ago`. */
export function ago(at: number, now: number): string {
  const goneMs = now - at;
  if (goneMs < 2_000) return 'now';
  return `${whole(Math.floor(goneMs / 1_000) * 1_000).replace(/ \d\d s$/, '')} ago`;
}

/** How far ahead an instant is: `in 42 s`, `in 10 days`; `due now` from its moment on, never a negative length. */
export function ahead(at: number, now: number): string {
  const leftMs = at - now;
  if (leftMs <= 0) return 'due now';
  if (leftMs >= 3_600_000) return `in ${length(leftMs).replace(/ 00 m$/, '')}`;
  return `in ${whole(Math.ceil(leftMs / 1_000) * 1_000)}`;
}

/** How long something has been going on, in whole seconds. */
export function soFar(since: number, now: number): string {
  return whole(Math.max(0, Math.floor((now - since) / 1_000) * 1_000));
}

/** How far one clock is from another: `1.2 s ahead`. */
export function apart(ms: number): string {
  return `${length(Math.abs(ms))} ${ms < 0 ? 'behind' : 'ahead'}`;
}

/** A count with its noun: `1 job`, `1,200 jobs`. */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${counted(count)} ${count === 1 ? one : more}`;
}

/** A number with its thousands set apart: `12,086`. */
export function counted(count: number): string {
  return count.toLocaleString('en');
}

/** A length of whole seconds: `5 s` for 5.0 s. */
function whole(ms: number): string {
  return length(ms).replace(/\.0 s|^0 ms/, ms < 1_000 ? '0 s' : ' s');
}

function padded(part: number): string {
  return String(part).padStart(2, '0');
}
