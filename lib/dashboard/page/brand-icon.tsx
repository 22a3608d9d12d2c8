/** Two bells on their beam. */
export function BrandIcon() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <path class="b-line" d="M3.5 3.8h17M8.3 3.8v3.2M17.3 3.8v2.2" />
      <path
        class="b-fill"
        d="M2.8 17.6c2-1.2 2.2-3.2 2.2-6.2 0-2.7 1.2-4.4 3.3-4.4s3.3 1.7 3.3 4.4c0 3 .2 5 2.2 6.2zM6.9 19h2.8a1.4 1.4 0 0 1-2.8 0zM13.9 13.6c1-.8 1.2-2 1.2-3.9 0-2.3.8-3.7 2.3-3.7s2.3 1.4 2.3 3.7c0 1.9.3 3.1 1.5 3.9zM16.4 15h2a1 1 0 0 1-2 0z"
      />
    </svg>
  );
}

/** A disc, half of it filled: light and dark. */
export function ThemeIcon() {
  return (
    <svg width="17" height="17" viewBox="0 0 20 20" aria-hidden="true">
      <circle class="b-line" cx="10" cy="10" r="7.2" />
      <path class="b-fill" d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" />
    </svg>
  );
}
