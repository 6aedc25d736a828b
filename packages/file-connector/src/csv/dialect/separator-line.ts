/** Excel's first line that names the delimiter, quoted or not. */
const line = /^\uFEFF?("?)sep=([^\r\n"\w])\1[ \t,;|]*(?:\r\n|\r|\n|$)/i;

/** Number of characters needed to recognize such a line. */
export const separatorLineLength = 64;

/**
 * Finds the delimiter that the first line of a text names, such as `sep=;`; null where there is no
 * such line.
 */
export function separatorLine(text: string): string | null {
  return line.exec(text)?.[2] ?? null;
}
