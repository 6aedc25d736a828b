/** Control (C0, C1), format (bidirectional marks, invisible signs), line and paragraph separator. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Escapes every character that a terminal, a log reader or a page would obey instead of showing it:
 * the Unicode categories Cc, Cf, Zl and Zp become `\uXXXX`. No text begins a line, moves the cursor,
 * changes a colour or turns the reading direction afterwards.
 *
 * Escaped JSON without line breaks between its parts is still the same JSON.
 *
 * @example escapeControls('a\u001B[2J\nb') // 'a\\u001b[2J\\u000ab'
 */
export function escapeControls(text: string): string {
  return text.replace(obeyed, escapeUnits);
}

/**
 * Escapes a message of several lines for people: as {@link escapeControls}, but a line break stays
 * one, and each line after the first is indented, so that none looks like an entry or message of its
 * own.
 */
export function escapeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => escapeControls(line))
    .join('\n  ');
}

/** JSON knows no escape for a character beyond U+FFFF but one for each of its two units. */
function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
