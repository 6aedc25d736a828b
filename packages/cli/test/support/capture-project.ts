import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeProject } from './project.js';
import type { Workplace } from './workplace.js';

/** A project whose job appends the feed `ticks` to `public.ticks`: a second load would be seen. */
const config = (url: string) => `
import { defineFeed, defineJob, defineProject, jsonLines } from '@wdh/job';
import { rowStep, keepRow, rejectRow } from '@wdh/pipeline-core';

const known = rowStep('known', (row) =>
  /^[0-9]+$/.test(String(row.n))
    ? keepRow({ n: String(row.n), price: String(row.price) })
    : rejectRow({ code: 'NOT_A_TICK', message: 'has no number n', field: 'n' }));

const ticks = defineJob({
  name: 'ticks',
  source: jsonLines({ numbers: 'text' }),
  steps: (rows) => rows.addStep(known),
  into: 'public.ticks',
  mode: 'append',
  checks: [
    { name: 'not five million', sql: 'select from public.ticks where n = 5000000', severity: 'error' },
  ],
});

const feed = defineFeed({
  name: 'ticks',
  job: ticks,
  topics: ['A'],
  url: '${url}',
  subscribe: (topics) => topics.map((topic) => 'SUBSCRIBE ' + topic),
  sequenceOf: (message) => {
    const [, n] = /"n":([0-9]+)/.exec(message) ?? [];
    return n === undefined ? null : { key: 'ticks', sequence: BigInt(n) };
  },
});

export default defineProject({ jobs: [ticks], feeds: [feed] });
`;

/** The project in its workplace, with what it captured. */
export interface CaptureProject {
  /** The numbers in the table, in order. */
  rows(): Promise<readonly number[]>;
  /** The numbers in the whole lines of the segments of a part, in order. */
  segments(part: 'open' | 'closed' | 'loaded' | 'failed'): Promise<readonly number[]>;
}

/** Writes the project, and creates its table. */
export async function writeCaptureProject(place: Workplace, url: string): Promise<CaptureProject> {
  await writeProject(place.folder, { 'wdh.config.ts': config(url) });
  await place.sql`create table ticks (n bigint not null, price numeric not null)`;
  return {
    rows: async () => {
      const rows = await place.sql<{ n: string }[]>`select n from ticks order by n`;
      return rows.map(({ n }) => Number(n));
    },
    segments: async (part) => {
      const folder = join(place.folder, '.wdh', 'capture', 'ticks', part);
      const names = (await readdir(folder)).toSorted();
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      return texts
        .flatMap((text) => text.split('\n').slice(0, -1))
        .map((line) => Number(/"n":(\d+)/.exec(line)?.[1]))
        .filter((n) => !Number.isNaN(n));
    },
  };
}
