/**
 * Returns a pattern for a text in quotes, up to the same quote or to the end; a quote that is
 * doubled or follows a backslash belongs to the text. Every path through the pattern ends in a
 * match, so that it runs in linear time.
 */
export const quoted =
  '(?<quote>\\\\*["\'`])(?:(?!\\k<quote>)[^]|\\k<quote>{2}|(?<=\\\\)\\k<quote>)*(?<end>\\k<quote>|$)';

/** An argument on a command line: in quotes, or up to the next blank. */
export const argument = '(?:"[^"\\r\\n]*"?\\S*|\'[^\'\\r\\n]*\'?\\S*|[^\\s"\'-]\\S*)';
