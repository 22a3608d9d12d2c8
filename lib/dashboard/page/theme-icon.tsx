/** A disc, half of it filled: light and dark. */
export function ThemeIcon() {
  return (
    <svg width="17" height="17" viewBox="0 0 20 20" aria-hidden="true">
      <circle class="g-line" cx="10" cy="10" r="7.2" />
      <path class="g-fill" d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" />
    </svg>
  );
}
