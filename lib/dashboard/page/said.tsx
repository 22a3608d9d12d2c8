import type { Model } from './model.js';

/** The one place where the page says something aloud: after an own action, and when the number of failing jobs changes. */
export function Said({ model }: { readonly model: Model }) {
  return (
    <div class="said" role="status" aria-live="polite">
      {model.said}
    </div>
  );
}
