/** The first line of Excel's that names the delimiter, in quotes or not. */
const line = /^\uFEFF?("?)sep=([^\r\n"\w])\1[ \t,;|]*(?:\r\n|\r|\n|$)/i;

/** As many characters as show whether a text begins with such a line. */
export const separatorLineLength = 64;

/** Finds the delimiter that the first line of a text names, such as `sep=;`; null where none does. */
export function separatorLine(text: string): string | null {
  return line.exec(text)?.[2] ?? null;
}
