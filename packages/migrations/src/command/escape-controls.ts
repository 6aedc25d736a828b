const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Escapes what a terminal would obey in the names of files and tables: control and format characters,
 * line and paragraph separators. The same as `escapeControls` of `@wdh/logging`, which packages that
 * read or load may not import.
 */
export function escapeControls(text: string): string {
  return text.replace(obeyed, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Escapes each line of a message, and indents those after the first: none looks like an answer. */
export function escapeLines(text: string): string {
  return text.split(/\r?\n/).map(escapeControls).join('\n  ');
}
