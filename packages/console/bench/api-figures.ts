import { createHash } from 'node:crypto';
import type { BenchConsole } from './bench-console.js';
import { type Figure, percentile } from './figure.js';

const requests = 60;
const warmUp = 5;

/** The run with 100,000 events and 50,000 rejected rows. */
const bigRun = `exec_${createHash('md5').update('70000').digest('hex')}`;

const day = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();

const addresses: Readonly<Record<string, string>> = {
  'who is logged in (no query)': '/session',
  overview: '/overview?zone=Asia/Shanghai',
  'all jobs': '/jobs',
  'a job of 50,000 runs': '/jobs/job_0',
  'the latest runs': '/runs',
  'the latest 200 runs': '/runs?limit=200',
  'runs by end': '/runs?sort=ended',
  'runs by duration': '/runs?sort=duration',
  'runs by read rows, up': '/runs?sort=read&order=asc',
  'runs by rejected rows': '/runs?sort=rejected',
  'a job by loaded rows': '/runs?job=job_7&sort=loaded',
  'failed runs of a job by duration': '/runs?job=job_0&status=failed,abandoned&sort=duration',
  'runs of a schedule by end': '/runs?schedule=nightly&sort=ended&order=asc',
  'two days by duration': `/runs?from=${ago(9)}&before=${ago(7)}&sort=duration`,
  'the first hour by end': `/runs?before=${ago(29.96)}&sort=ended`,
  'a text in many errors': '/runs?text=FLIGHT_DATE',
  'a text in no error, by end': '/runs?text=%25nowhere&sort=ended&order=asc',
  'the beginning of an id': '/runs?text=exec_a1b',
  'a run': `/runs/${bigRun}`,
  'its first 500 lines': `/runs/${bigRun}/events?limit=500`,
  'lines from the middle': `/runs/${bigRun}/events?after=50000&limit=500`,
  'its errors': `/runs/${bigRun}/events?levels=error&limit=500`,
  'a text in no line': `/runs/${bigRun}/events?text=nowhere`,
  'its figures': `/runs/${bigRun}/metrics`,
  'a figure of 1,000 runs': '/jobs/job_0/metrics?metric=rejected_share&runs=1000',
  'checks of 1,000 runs': '/jobs/job_0/checks?runs=1000',
};

/** Measures answers of the API over HTTP, one request at a time. */
export async function apiFigures(console: BenchConsole): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const all: number[] = [];
  const before = process.cpuUsage();
  for (const [what, path] of Object.entries(addresses)) {
    const times = await timesOf(console, path);
    all.push(...times);
    figures.push(
      { what: `${what}: median`, measured: percentile(times, 0.5), unit: 'ms' },
      { what: `${what}: p95`, measured: percentile(times, 0.95), unit: 'ms', atMost: 100 },
    );
  }
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
