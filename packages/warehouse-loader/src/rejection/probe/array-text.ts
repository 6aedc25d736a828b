/** Formats a text without NUL as an array element for PostgreSQL. */
export function arrayElement(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** Formats elements as an array for PostgreSQL. */
export function arrayOf(elements: readonly string[]): string {
  return `{${elements.join(',')}}`;
}
