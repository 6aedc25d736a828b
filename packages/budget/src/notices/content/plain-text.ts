/** Control characters, line ends, and marks that change the direction of the text after them. */
const disturbing = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const halves = /\p{Cs}/gu;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Makes a text from outside fit into one line: control characters become blanks, halves of surrogate pairs
 * are replaced, and what is longer than `longest` characters is cut.
 */
export function plainText(text: string, longest: number): string {
  // Cut first, as a text may have millions of characters, and one character any number of marks.
  const head = text.slice(0, 4 * longest);
  const line = head.replaceAll(halves, '\ufffd').replaceAll(disturbing, ' ').trim();
  const characters = Array.from(segmenter.segment(line), ({ segment }) => segment);
  if (head.length === text.length && characters.length <= longest) return line;
  const kept = characters.slice(0, Math.min(characters.length, longest) - 1).join('');
  return `${kept.trimEnd()}…`;
}
