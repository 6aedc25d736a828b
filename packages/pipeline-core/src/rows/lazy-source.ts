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
      // A source that could not be opened holds nothing, and its error is known already.
      const source = await opening?.catch(() => undefined);
      await source?.close?.();
    },
  };
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
