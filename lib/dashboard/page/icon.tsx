/** The paths of the icons on buttons. */
export const ICONS = {
  run: 'M6.5 4.5v11l9-5.5z',
  pause: 'M7.5 5v10m5-10v10',
  cancel: 'M5.5 5.5h9v9h-9z',
  resume: 'M4 4.5v11l7-5.5zM15.5 5v10',
  skip: 'M4 5v10l6-5zM11 5v10l6-5z',
} as const;

/** The icon of a button; what it does is said beside it, or by the button's label. */
export function Icon({ name }: { readonly name: keyof typeof ICONS }) {
  return (
    <svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true">
      <path class="g-line" d={ICONS[name]} />
    </svg>
  );
}
