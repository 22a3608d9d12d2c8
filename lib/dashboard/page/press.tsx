import type { ComponentChildren } from 'preact';
import { type ICONS, Icon } from './icon.js';

/** A button: with words, with an icon before them, or with an icon alone whose words are its label. */
export function Press({ act, children, icon, label, kind = '', isOff }: PressProps) {
  return (
    <button
      type="button"
      class={label && children === undefined ? 'icon' : `button ${kind}`}
      aria-label={label}
      title={children === undefined ? label : undefined}
      disabled={isOff}
      onClick={act}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface PressProps {
  readonly act: (event: MouseEvent) => void;
  readonly children?: ComponentChildren;
  readonly icon?: keyof typeof ICONS;
  readonly label?: string;
  /** `first` for what is most likely wanted, `small` where there is little room. */
  readonly kind?: string;
  readonly isOff?: boolean;
}
