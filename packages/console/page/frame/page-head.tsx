import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
import { useEffect, useRef } from 'preact/hooks';
import './page-head.css';

let lastPath: string | null = null;

/**
 * The heading of a page: its title is also that of the window, and has the focus after a link to
 * the page was followed.
 */
export function PageHead({
  title,
  above,
  children,
  actions,
}: {
  readonly title: string;
  /** Links to what the page belongs to. */
  readonly above?: ComponentChildren;
  /** Beside the title, such as a badge. */
  readonly children?: ComponentChildren;
  /** Buttons. */
  readonly actions?: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { path } = useLocation();
  useEffect(() => {
    document.title = `${title} · WorkDataHub`;
  }, [title]);
  useEffect(() => {
    if (lastPath !== null && lastPath !== path) heading.current?.focus({ preventScroll: true });
    lastPath = path;
  }, [path]);
  return (
    <header class="page-head">
      {above === undefined ? null : (
        <nav class="page-head__above" aria-label="Above this page">
          {above}
        </nav>
      )}
      <div class="page-head__row">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
        {actions === undefined ? null : <div class="page-head__actions">{actions}</div>}
      </div>
    </header>
  );
}
