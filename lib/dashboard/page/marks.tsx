import { joined, type Piece } from './mark-path.js';

/** Marks of runs, one path for each ink: a hundred strips of sixty runs would else be ten thousand elements. */
export function Marks({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <>
      {joined(pieces).map(([ink, path]) => (
        <path key={ink} class={`m-${ink}`} d={path} />
      ))}
    </>
  );
}
