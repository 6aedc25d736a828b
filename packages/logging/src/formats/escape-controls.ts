/** Control (C0, C1), format (bidirectional marks, invisible signs), line and paragraph separator. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Escapes every character that a terminal, a log reader or a web page would interpret instead of
 * show: the Unicode categories Cc, Cf, Zl and Zp become `\uXXXX`. The result cannot begin a line,
 * move the cursor, change a colour or reverse the reading direction.
 *
 * Escaping does not change the value of JSON that has no line breaks between its parts.
 *
 * @example escapeControls('a\u001B[2J\nb') // 'a\\u001b[2J\\u000ab'
 */
export function escapeControls(text: string): string {
  return text.replace(obeyed, escapeUnits);
}

/**
 * Escapes a message of several lines for people: like {@link escapeControls}, but line breaks are
 * kept, and each line after the first is indented, so that no line looks like a separate entry or
 * message.
 */
export function escapeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => escapeControls(line))
    .join('\n  ');
}

/** JSON has no escape for a character beyond U+FFFF, only one for each of its two code units. */
function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
