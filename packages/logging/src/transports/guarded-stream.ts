const guarded = new WeakSet<NodeJS.WritableStream>();

/**
 * Prevents a failing stream from ending the process: a reader that stops (`job | head`) or a full
 * disk loses log lines, but never ends the run. The error listener is permanent, and also covers
 * other writers of the stream.
 */
export function guardStream(stream: NodeJS.WritableStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', () => undefined);
}

/** Waits until a stream has flushed its data, or has failed. */
export async function flushStream(stream: NodeJS.WritableStream): Promise<void> {
  if (!stream.writable) return;
  await new Promise<void>((resolve) => {
    stream.once('close', resolve);
    stream.write('', () => {
      stream.off('close', resolve);
      resolve();
    });
  });
}
