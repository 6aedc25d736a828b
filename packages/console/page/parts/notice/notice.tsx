import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../text/icon.js';
import './notice.css';

/** What a notice is about. */
export type NoticeKind = 'info' | 'success' | 'warning' | 'danger' | 'lost' | 'empty';

const icons: Readonly<Record<NoticeKind, IconName>> = {
  info: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'failed',
  lost: 'lost',
  empty: 'info',
};

/** What is so, and what to do. `isUrgent`: a screen reader says it at once. */
export function Notice({
  kind,
  title,
  children,
  actions,
  isUrgent = false,
}: {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly isUrgent?: boolean;
}) {
  return (
    <div class={`notice notice--${kind}`} {...(isUrgent ? { role: 'alert' } : {})}>
      <Icon name={icons[kind]} />
      <div class="notice__body">
        <p class="notice__title">{title}</p>
        {children === undefined ? null : <div class="notice__text">{children}</div>}
        {actions === undefined ? null : <div class="notice__actions">{actions}</div>}
      </div>
    </div>
  );
}
