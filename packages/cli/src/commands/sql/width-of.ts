import stringWidth from 'string-width';

/** Returns how many columns a text takes on a terminal. */
export function widthOf(text: string): number {
  // Most values: the general way takes many times as long.
  return /^[\x20-\x7E]*$/.test(text) ? text.length : stringWidth(text);
}
