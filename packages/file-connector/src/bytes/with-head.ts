/** Passes pieces on; the first one has at least `headBytes`, unless the input is shorter. */
export async function* withHead(
  pieces: AsyncIterable<Buffer>,
  headBytes: number,
): AsyncGenerator<Buffer, void> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of pieces) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < headBytes) continue;
    yield head;
    head = null;
  }
  if (head !== null && head.length > 0) yield head;
}
