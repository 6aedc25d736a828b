import { jsonSource } from '../src/index.js';

/** Reads the document named by the argument and prints the peak memory of this process. */
const peakMb = (): string => (process.resourceUsage().maxRSS / 1024).toFixed(0);
const before = peakMb();
let rowCount = 0;
const source = jsonSource(process.argv[2] ?? '', { at: 'items' });
for await (const { rows } of source.read()) rowCount += rows.length;
console.log(
  `${peakMb()} MB for ${rowCount} rows, ${before} MB of it before the first byte was read`,
);
