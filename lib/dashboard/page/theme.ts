/** Light, dark, or as the system is. */
export type Theme = 'auto' | 'light' | 'dark';

/** What a press on the theme's button leads to: the other one first, then back to what the system says. */
export function nextTheme(theme: Theme, systemIsDark: boolean): Theme {
  switch (theme) {
    case 'auto':
      return systemIsDark ? 'light' : 'dark';
    case 'light':
      return systemIsDark ? 'auto' : 'dark';
    case 'dark':
      return systemIsDark ? 'light' : 'auto';
  }
}

/** Shows a theme: the style reads an attribute of the root. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'auto') delete dataset['theme'];
  else dataset['theme'] = theme;
}
