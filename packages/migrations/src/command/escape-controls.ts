const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Escapes the control and format characters and the line and paragraph separators in names of files
 * and tables. The same as `escapeControls` of `@wdh/logging`, which this layer may not import.
 */
export function escapeControls(text: string): string {
  return text.replace(obeyed, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/**
 * Escapes each line of a message, and indents those after the first so that they cannot look like
 * output.
 */
export function escapeLines(text: string): string {
  return text.split(/\r?\n/).map(escapeControls).join('\n  ');
}
