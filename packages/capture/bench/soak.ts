import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { FeedConnection, SegmentFolder, SegmentLoads } from '../src/index.js';
import { ChildFeed } from './child-feed.js';
import { MemorySamples } from './memory-samples.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    rate: { type: 'string', default: '5000' },
  },
});
const seconds = Math.round(Number(values.minutes) * 60);

const idOf = (message: string): number =>
  (JSON.parse(message) as { readonly data: { readonly t: number } }).data.t;

let lastLoaded = 0;
let isEachOnce = true;
/** Reads a segment instead of loading it: each message must follow the one before. */
async function load(path: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const id = idOf(line);
    isEachOnce &&= id === lastLoaded + 1;
    lastLoaded = id;
  }
}

const path = await mkdtemp(join(tmpdir(), 'wdh-soak-'));
const loadsOf = (folder: SegmentFolder): SegmentLoads => new SegmentLoads({ folder, load });
let loads: SegmentLoads | null = null;
const folder = await SegmentFolder.open({
  path,
  feed: 'soak',
  keepDays: 0,
  maxAgeMs: 5_000,
  onClosed: () => loads?.look(),
});
loads = loadsOf(folder);
const loading = loads.run();

const child = new ChildFeed(Number(values.rate));
const stop = new AbortController();
const feed = new FeedConnection({
  url: await child.url(),
  sequenceOf: (message) => ({ key: 'BTCUSDT', sequence: BigInt(idOf(message)) }),
  onMessages: (messages) => folder.writer.write(messages),
});
const running = feed.run(stop.signal);
const samples = new MemorySamples();
const { user, system } = process.cpuUsage();
let mostBuffered = 0;
for (let second = 1; second <= seconds; second += 1) {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  samples.take();
  const { bufferedMessages } = feed.metrics;
  mostBuffered = Math.max(mostBuffered, bufferedMessages);
}
const used = process.cpuUsage({ user, system });
const sent = await child.stop();
while (feed.metrics.messages < sent) await new Promise((resolve) => setTimeout(resolve, 20));
stop.abort();
const metrics = await running;
await folder.close();
loads.finish();
await loading;
await rm(path, { recursive: true });

const { before, after, isFlat } = samples.verdict();
const isComplete = metrics.messages === sent && lastLoaded === sent && isEachOnce;
const lines = [
  `${sent} messages in ${seconds} s, ${metrics.bytes} bytes`,
  `processor: ${Math.round((used.user + used.system) / seconds / 10_000)} % of a core`,
  `memory in use: ${before.usedMb.toFixed(1)} MB, then ${after.usedMb.toFixed(1)} MB`,
  `resident: ${before.rssMb.toFixed(0)} MB, then ${after.rssMb.toFixed(0)} MB`,
  `pauses: ${metrics.pauses}, gaps: ${metrics.gaps.gaps}, most messages in memory: ${mostBuffered}`,
  `each message loaded once, in order: ${isComplete ? 'yes' : 'NO'}; memory is flat: ${isFlat ? 'yes' : 'NO'}`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = isComplete && isFlat ? 0 : 1;
