/** Returns a text as a stream of bytes in UTF-8. */
// eslint-disable-next-line @typescript-eslint/require-await -- bytes are an asynchronous iterable
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
