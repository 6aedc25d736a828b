import { addresses } from '../test/support/many-runs/addresses.js';
import type { BenchConsole } from './bench-console.js';
import { type Figure, percentile } from './figure.js';

const requests = 60;
const warmUp = 5;

/** Measures answers of the API over HTTP, one request at a time. */
export async function apiFigures(console: BenchConsole): Promise<readonly Figure[]> {
  const before = process.cpuUsage();
  const { figures, times: all } = await addressFigures(console, addresses);
  const pages = await pageTimes(console, '/runs?sort=duration&limit=200', 60);
  const overall = percentile([...all, ...pages], 0.95);
  const { user, system } = process.cpuUsage(before);
  const asked = Object.keys(addresses).length * (warmUp + requests) + pages.length;
  const what = 'processor time of console and client, of a request';
  return [
    ...figures,
    { what, measured: (user + system) / 1000 / asked, unit: 'ms' },
    {
      what: '60 pages by duration: p95',
      measured: percentile(pages, 0.95),
      unit: 'ms',
      atMost: 100,
    },
    { what: 'all requests: p95', measured: overall, unit: 'ms', atMost: 100 },
  ];
}

/** Measures answers of addresses, by what they answer; `times` are those of all requests, in milliseconds. */
export async function addressFigures(
  console: BenchConsole,
  asked: Readonly<Record<string, string>>,
): Promise<{ readonly figures: readonly Figure[]; readonly times: readonly number[] }> {
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [what, path] of Object.entries(asked)) {
    const times = await timesOf(console, path);
    all.push(...times);
    figures.push(
      { what: `${what}: median`, measured: percentile(times, 0.5), unit: 'ms' },
      { what: `${what}: p95`, measured: percentile(times, 0.95), unit: 'ms', atMost: 100 },
    );
  }
  return { figures, times: all };
}

async function timesOf(console: BenchConsole, path: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < warmUp + requests; n += 1) {
    const { ms } = await ask(console, path);
    if (n >= warmUp) times.push(ms);
  }
  return times;
}

/** Follows the pages of a list from its first on. */
async function pageTimes(
  console: BenchConsole,
  path: string,
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  let next = '';
  while (times.length < count) {
    const { ms, body } = await ask(console, next === '' ? path : `${path}&cursor=${next}`);
    times.push(ms);
    next = (JSON.parse(body) as { readonly next: string | null }).next ?? '';
  }
  return times;
}

async function ask({ origin, headers }: BenchConsole, path: string) {
  const started = performance.now();
  const answer = await fetch(`${origin}/api${path}`, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${body}`);
  return { ms: performance.now() - started, body };
}
