const escape = /_x([0-9A-Fa-f]{4})_/g;

/**
 * Decodes the characters that XML cannot contain: `_x000D_` is a carriage return, and `_x005F_` the
 * underscore of a text that looks like such an escape.
 */
export function unescapedText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(escape, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
