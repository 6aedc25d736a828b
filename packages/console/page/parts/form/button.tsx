import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../text/icon.js';
import './button.css';

/** A button; `isBusy` while what it began continues: it keeps the focus and does nothing. */
export function Button({
  children,
  onClick,
  icon,
  kind = 'plain',
  type = 'button',
  isBusy = false,
  isDisabled = false,
  label,
}: {
  readonly children?: ComponentChildren;
  readonly onClick?: () => void;
  readonly icon?: IconName;
  /** `main`: the one thing that most readers want here; `danger`: what ends something; `link`: a word in a text. */
  readonly kind?: 'plain' | 'main' | 'danger' | 'quiet' | 'link';
  readonly type?: 'button' | 'submit';
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** For a button without a word. */
  readonly label?: string;
}) {
  return (
    <button
      class={`button button--${kind}`}
      type={type}
      disabled={isDisabled}
      aria-disabled={isBusy ? 'true' : undefined}
      aria-busy={isBusy ? 'true' : undefined}
      aria-label={label}
      data-hint={label}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  children,
  href,
  icon,
  kind = 'plain',
  download,
}: {
  readonly children: ComponentChildren;
  readonly href: string;
  readonly icon?: IconName;
  readonly kind?: 'plain' | 'main' | 'quiet';
  /** Name of the file that the browser keeps, instead of a page that it shows. */
  readonly download?: string;
}) {
  return (
    <a class={`button button--${kind}`} href={href} download={download}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </a>
  );
}
