/** Light, dark, or as the system is. */
export type Theme = 'auto' | 'light' | 'dark';

/** What a press on the theme's button leads to: the other one first, then back to what the system says. */
export function nextTheme(theme: Theme): Theme {
  const other = matchMedia('(prefers-color-scheme: dark)').matches ? 'light' : 'dark';
  return theme === other ? 'auto' : other;
}

/** Shows a theme: the style reads an attribute of the root. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}
