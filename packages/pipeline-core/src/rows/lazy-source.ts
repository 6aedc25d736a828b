import type { RowBatch } from './row-batch.js';
import type { RowSource } from './row-source.js';

/** Creates a source that is opened when it is first identified or read. It is opened once. */
export function lazySource<Raw extends object>(
  open: () => RowSource<Raw> | Promise<RowSource<Raw>>,
): RowSource<Raw> {
  let opening: Promise<RowSource<Raw>> | undefined;
  let opened: RowSource<Raw> | undefined;
  const source = async (): Promise<RowSource<Raw>> => (opened = await (opening ??= start(open)));
  return {
    identify: async (signal) => (await source()).identify(signal),
    read: (signal) => readLater(source, signal),
    get statistics() {
      return opened?.statistics;
    },
    close: async () => {
      if (opened !== undefined) return opened.close?.();
      // A source that is still being opened may never be: it is closed once it is, without waiting.
      void opening?.then(closeQuietly, () => undefined);
    },
  };
}

/** The error of a source that nothing waits for concerns nothing any more. */
async function closeQuietly(source: RowSource<object>): Promise<void> {
  await Promise.resolve(source.close?.()).catch(() => undefined);
}

/** What `open` throws is the outcome of the promise. */
async function start<Opened>(open: () => Opened | Promise<Opened>): Promise<Opened> {
  return open();
}

async function* readLater<Raw extends object>(
  source: () => Promise<RowSource<Raw>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch<Raw>, void, undefined> {
  yield* (await source()).read(signal);
}
