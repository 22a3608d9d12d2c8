import type { Look } from './look.js';
import type { Piece } from './mark-path.js';

/** Marks of runs, one path for each ink: a hundred strips of sixty runs would else be ten thousand elements. */
export function Marks({ pieces }: { readonly pieces: readonly Piece[] }) {
  const paths = new Map<Look, string>();
  for (const [ink, path] of pieces) paths.set(ink, (paths.get(ink) ?? '') + path);
  return (
    <>
      {[...paths].map(([ink, path]) => (
        <path key={ink} class={`m-${ink}`} d={path} />
      ))}
    </>
  );
}
