import { counted } from './length.js';

/** A row of buttons of which one is chosen, each with a count where there is one. */
export function Segments<K extends string | number>({ label, chosen, choices, choose }: SegmentsProps<K>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen.
    <div class="seg" role="group" aria-label={label}>
      {choices.map(([key, text, count]) => (
        <button key={key} type="button" aria-pressed={key === chosen} onClick={() => choose(key)}>
          {text}
          {count !== undefined && <small>{counted(count)}</small>}
        </button>
      ))}
    </div>
  );
}

interface SegmentsProps<K> {
  readonly label: string;
  readonly chosen: K;
  readonly choices: readonly (readonly [key: K, text: string, count?: number | undefined])[];
  readonly choose: (key: K) => void;
}
