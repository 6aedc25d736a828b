import { createHash } from 'node:crypto';
import type { BenchConsole } from './bench-console.js';
import { type Figure, percentile } from './figure.js';

/** The run with 100,000 lines: see fill-records.sql. */
const run = `exec_${createHash('md5').update('70000').digest('hex')}`;

interface Page {
  readonly items: readonly { readonly sequence: number }[];
  readonly after: number;
  readonly hasMore: boolean;
  readonly before: number;
  readonly hasEarlier: boolean;
}

/** Measures the pages of 500 lines of a log of 100,000, in both directions and with filters. */
export async function logFigures(console: BenchConsole): Promise<readonly Figure[]> {
  return [
    ...(await direction(console, 'forwards', '')),
    ...(await direction(console, 'backwards', '')),
    ...(await direction(console, 'forwards', '&levels=error')),
    ...(await direction(console, 'backwards', '&text=says+what+was')),
    ...(await direction(console, 'forwards', '&text=nowhere')),
  ];
}

async function direction(
  console: BenchConsole,
  way: 'forwards' | 'backwards',
  filter: string,
): Promise<readonly Figure[]> {
  const times: number[] = [];
  let lines = 0;
  let query: string | null = way === 'forwards' ? 'after=0' : 'before=end';
  while (query !== null) {
    const started = performance.now();
    const page = await read(console, `${query}${filter}`);
    times.push(performance.now() - started);
    lines += page.items.length;
    if (way === 'forwards') query = page.hasMore ? `after=${page.after}` : null;
    else query = page.hasEarlier ? `before=${page.before}` : null;
  }
  const what = `log of 100,009 lines ${way}${filter}: ${lines} lines, ${times.length} pages, p95`;
  return [{ what, measured: percentile(times, 0.95), unit: 'ms', atMost: 100 }];
}

async function read({ origin, headers }: BenchConsole, query: string): Promise<Page> {
  const answer = await fetch(`${origin}/api/runs/${run}/events?limit=500&${query}`, { headers });
  if (!answer.ok) throw new Error(`The log was answered with ${answer.status}.`);
  return (await answer.json()) as Page;
}
