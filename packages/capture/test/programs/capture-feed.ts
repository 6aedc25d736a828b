import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { FeedConnection, SegmentFolder, SegmentLoads } from '../../src/index.js';

/**
 * Captures a feed of numbers to segments and reads each one back, until the last number is read. Then
 * it prints the counts.
 */
const [, , url = '', path = '', count = ''] = process.argv;
const stop = new AbortController();
let last = 0;
let isInOrder = true;

async function load(segment: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(segment) })) {
    const { t } = JSON.parse(line) as { readonly t: number };
    isInOrder &&= t === last + 1;
    last = t;
  }
}

await using folder = await SegmentFolder.open({
  path,
  feed: 'trades',
  keepDays: 0,
  maxBytes: 4_000_000,
  maxAgeMs: 1_000,
  onClosed: () => loads.look(),
});
const loads = new SegmentLoads({ folder, load });
const loading = loads.run();
const feed = new FeedConnection({
  url,
  sequenceOf: (message) => {
    const { s, t } = JSON.parse(message) as { readonly s: string; readonly t: number };
    return { key: s, sequence: BigInt(t) };
  },
  onMessages: async (messages) => {
    await folder.writer.write(messages);
    if (feed.metrics.messages === Number(count)) stop.abort();
  },
});
const { gaps, messages } = await feed.run(stop.signal);
await folder.close();
loads.finish();
await loading;
const { loaded } = loads.counts;
process.stdout.write(`${JSON.stringify({ messages, last, isInOrder, loaded, gaps: gaps.gaps })}\n`);
