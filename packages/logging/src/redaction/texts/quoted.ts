/**
 * Writes a pattern for a text in quotes, up to the same quote again or to the end; a quote that is
 * doubled or stands after a backslash belongs to the text. Every path through it ends in a match,
 * so that it takes time in proportion to the text.
 */
export const quoted =
  '(?<quote>\\\\*["\'`])(?:(?!\\k<quote>)[^]|\\k<quote>{2}|(?<=\\\\)\\k<quote>)*(?<end>\\k<quote>|$)';

/** An argument on a command line: in quotes, or up to the next blank. */
export const argument = '(?:"[^"\\r\\n]*"?\\S*|\'[^\'\\r\\n]*\'?\\S*|[^\\s"\'-]\\S*)';
