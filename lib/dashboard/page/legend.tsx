import { LOOKS, lookWords } from './look.js';
import { markPath } from './mark-path.js';
import { Marks } from './marks.js';

/** What the marks of runs mean. */
export function Legend() {
  return (
    <div class="hint legend">
      {LOOKS.map(look => (
        <span key={look}>
          <svg width="9" height="15" viewBox="0 0 9 15" aria-hidden="true">
            <Marks pieces={markPath(look, 2, 14, 5, 7)} />
          </svg>
          {lookWords(look)}
        </span>
      ))}
    </div>
  );
}
