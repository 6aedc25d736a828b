import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Counts the whole lines of all segments in a folder, and the different trades in them. */
export function distinctTrades(folder: string): {
  readonly lines: number;
  readonly trades: number;
} {
  const trades = new Set<string>();
  let lines = 0;
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)) {
      lines += 1;
      trades.add(/"s":"\w+","t":\d+/.exec(line)?.[0] ?? line);
    }
  }
  return { lines, trades: trades.size };
}
