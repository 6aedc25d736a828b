/** Counts the non-ASCII characters, a surrogate pair as two. */
export function beyondAscii(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) > 0x7f) count += 1;
  return count;
}
