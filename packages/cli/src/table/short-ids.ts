/** `exec_` and the first eight digits of the rest. */
const usualLength = 13;

/** Shortens ids to beginnings that still differ from one another, and that commands accept. */
export function shortIds(ids: readonly string[]): readonly string[] {
  let length = usualLength;
  const different = new Set(ids).size;
  while (new Set(ids.map((id) => id.slice(0, length))).size < different) length += 4;
  return ids.map((id) => id.slice(0, length));
}
