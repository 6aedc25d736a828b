import { csvSource } from '../src/index.js';

/** Reads the file named by the argument and prints the peak memory of this process. */
const peakMb = (): string => (process.resourceUsage().maxRSS / 1024).toFixed(0);
const before = peakMb();
let rowCount = 0;
for await (const { rows } of csvSource(process.argv[2] ?? '').read()) rowCount += rows.length;
console.log(
  `${peakMb()} MB for ${rowCount} rows, ${before} MB of it before the first byte was read`,
);
