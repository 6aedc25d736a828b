/** Height of a line of the log, in pixels; its style sheet uses the same. */
export const lineHeight = 24;

/** Height of the opened line, without the line itself. */
export const openHeight = 216;

/** Lines that are drawn above and below those in view. */
const margin = 10;

/** What of a list is drawn: some of its lines, below an empty space. */
export interface LogWindow {
  readonly from: number;
  /** After the last one. */
  readonly to: number;
  /** Empty space above the first one, in pixels. */
  readonly top: number;
  /** Height of the whole list, in pixels. */
  readonly height: number;
}

/**
 * Returns which of many lines are in view.
 *
 * @param open - Index of the line that is opened; null if there is none.
 */
export function logWindow(
  scrollTop: number,
  viewHeight: number,
  count: number,
  open: number | null,
): LogWindow {
  const first = lineAt(scrollTop, open);
  const last = lineAt(scrollTop + viewHeight, open);
  const from = Math.max(0, Math.min(first, count - 1) - margin);
  const to = Math.min(count, last + 1 + margin);
  const isOpen = open !== null && open < count;
  return {
    from,
    to: Math.max(from, to),
    top: topOf(from, open),
    height: count * lineHeight + (isOpen ? openHeight : 0),
  };
}

/** Returns where a line begins, in pixels from the top of the list. */
export function topOf(index: number, open: number | null): number {
  return index * lineHeight + (open !== null && open < index ? openHeight : 0);
}

function lineAt(y: number, open: number | null): number {
  if (open === null || y < (open + 1) * lineHeight) return Math.floor(y / lineHeight);
  return Math.max(open, Math.floor((y - openHeight) / lineHeight));
}

/** Returns the scroll position that shows a line, as near to the present one as possible. */
export function scrollTo(
  index: number,
  scrollTop: number,
  viewHeight: number,
  open: number | null,
): number {
  const top = topOf(index, open);
  const bottom = top + lineHeight + (open === index ? openHeight : 0);
  if (top < scrollTop) return top;
  return bottom > scrollTop + viewHeight ? Math.max(0, bottom - viewHeight) : scrollTop;
}

/** Whether the end of the list is in view, so that it follows new lines. */
export function isAtEnd(scrollTop: number, viewHeight: number, height: number): boolean {
  return scrollTop + viewHeight >= height - lineHeight;
}
