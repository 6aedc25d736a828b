import { nextPosition } from './next-position.js';

/**
 * Returns the link of a row to which a key moves the focus; null: it does not move. It starts at the
 * link that has the focus, because a key may follow before the page has drawn what the last one did.
 */
export function movedFocus(
  event: KeyboardEvent & { readonly currentTarget: Element },
): HTMLElement | SVGElement | null {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement | SVGElement>('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? null : nextPosition(event.key, at, links.length);
  return next === null ? null : (links[next] ?? null);
}
