import { Icon, type ICONS } from './icon.js';

/** A button for a deed: an icon alone where there are many, an icon and words where there is room. */
export function Button({ size, of, icon, text, isFirst, isOff, act }: ButtonProps) {
  if (size === 'big') {
    return (
      <button type="button" class={isFirst ? 'button first' : 'button'} disabled={isOff} onClick={act}>
        <Icon name={icon} />
        {text}
      </button>
    );
  }
  return (
    <button type="button" class="icon" aria-label={`${text} ${of}`} title={text} disabled={isOff} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

interface ButtonProps {
  readonly size: 'big' | 'small';
  /** The job that it is about. */
  readonly of: string;
  readonly icon: keyof typeof ICONS;
  readonly text: string;
  readonly isFirst?: boolean;
  readonly isOff?: boolean;
  readonly act: () => void;
}
