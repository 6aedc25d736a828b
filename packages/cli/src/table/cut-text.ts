import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** No text of this many code units per column fits, except one of invisible characters. */
const unitsPerColumn = 20;

/** Cuts a text to a number of columns of a terminal, with an ellipsis if it is longer. */
export function cutText(text: string, width: number): string {
  if (!Number.isFinite(width)) return text;
  const isShort = text.length <= width * unitsPerColumn;
  if (isShort && stringWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of graphemes.segment(text)) {
    // Measured as a whole, because the width of a character depends on the one before.
    if (stringWidth(`${cut}${segment}…`) > width) break;
    cut += segment;
  }
  return `${cut}…`;
}
