const guarded = new WeakSet<NodeJS.WritableStream>();

/**
 * Keeps a failing stream from ending the process: a reader that goes away (`job | head`) or a full
 * disk costs log lines, never the run. The guard stays, also for what others write to the stream.
 */
export function guardStream(stream: NodeJS.WritableStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', () => undefined);
}

/** Waits until a stream has handed over what was written to it, or has failed. */
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
