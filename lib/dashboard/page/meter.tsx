import type { ProgressView } from '../api.js';
import { counted } from './length.js';

/** How far a run is, small: a bar, a share and what it says. */
export function Meter({ progress }: { readonly progress: ProgressView }) {
  const share = shareOf(progress);
  const text = share === undefined ? counted(progress.done) : `${share} %`;
  return (
    <>
      {share !== undefined && (
        <span class="meter" aria-hidden="true">
          <i style={{ width: `${share}%` }} />
        </span>
      )}
      {text}
      {progress.message && (
        <>
          {' · '}
          <bdi>{progress.message}</bdi>
        </>
      )}
    </>
  );
}

/** How far a run is, wide, for its own page. */
export function WideMeter({ progress, name }: { readonly progress: ProgressView; readonly name: string }) {
  const share = shareOf(progress);
  if (share === undefined) return null;
  return (
    <div
      class="wide-meter"
      role="progressbar"
      aria-label={`Progress of ${name}`}
      aria-valuenow={share}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${share}%` }} />
    </div>
  );
}

/** What a run says of its progress: `7 of 12`. */
export function progressWords({ done, total }: ProgressView): string {
  return total === undefined ? counted(done) : `${counted(done)} of ${counted(total)}`;
}

function shareOf({ done, total }: ProgressView): number | undefined {
  if (total === undefined || !(total > 0)) return undefined;
  return Math.round(Math.min(1, Math.max(0, done / total)) * 100);
}
