/** Writes a text, which holds no NUL, as PostgreSQL reads the element of an array. */
export function arrayElement(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** Writes elements as PostgreSQL reads an array. */
export function arrayOf(elements: readonly string[]): string {
  return `{${elements.join(',')}}`;
}
