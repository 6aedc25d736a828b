import { Button } from '../form/button.js';
import './pager.css';

/** Leads through a list by pages. The browser's button leads back, as each page has its address. */
export function Pager({
  cursor,
  next,
  onCursor,
  children,
}: {
  /** Of this page; null on the first. */
  readonly cursor: string | null;
  /** Of the next page; null on the last. */
  readonly next: string | null;
  readonly onCursor: (cursor: string | null) => void;
  /** What this page holds, such as a count. */
  readonly children?: string;
}) {
  return (
    <nav class="pager" aria-label="Pages of the list">
      <span class="muted">{children}</span>
      <Button isDisabled={cursor === null} onClick={() => onCursor(null)}>
        First page
      </Button>
      <Button isDisabled={next === null} onClick={() => onCursor(next)}>
        Next page
      </Button>
    </nav>
  );
}
