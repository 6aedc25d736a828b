import { FeedConnection } from '../../src/index.js';

/**
 * Follows a feed of numbers until SIGTERM, prints the counts, and ends by itself. Its consumer stores
 * nothing before SIGUSR2.
 */
const [, , url = '', count = '1'] = process.argv;
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const stored = new Promise((resolve) => process.once('SIGUSR2', resolve));
let last = 0;
let isInOrder = true;
const feed = new FeedConnection({
  url,
  onState: ({ name }) => process.stdout.write(`${name}\n`),
  onMessages: async (messages) => {
    await stored;
    for (const message of messages) {
      const { t } = JSON.parse(message) as { readonly t: number };
      isInOrder &&= t === last + 1;
      last = t;
    }
    if (last === Number(count)) process.stdout.write('stored all\n');
  },
});
const { pauses } = await feed.run(stop.signal);
process.stdout.write(`${JSON.stringify({ last, isInOrder, pauses })}\n`);
