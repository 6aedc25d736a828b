import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeProject } from './project.js';

const apps = fileURLToPath(new URL('../../../../apps/', import.meta.url));

/** The sample data: a header, and 10,000 records. */
const sampleFile = join(apps, 'sample-job', 'data', 'wildlife-strikes.csv');

const config = `import { defineProject, defineSchedule, defineWatch } from '@wdh/job';
import { wildlifeStrikes as job } from '${apps}sample-job/src/job.js';

const at = (folder) => new URL(folder, import.meta.url);
export default defineProject({
  jobs: [job],
  schedules: [defineSchedule({ job, cron: '0 2 * * *', timezone: 'Europe/Berlin', request: {} })],
  watches: [defineWatch({ job, folder: at('inbox/'), pattern: '*.csv' })],
  inputs: [{ folder: at('months/'), uploads: true }],
});
`;

/**
 * Writes a project with the sample job, a schedule and a watched folder, and with files of months below
 * `months`; from the fourth on, they have more and more rows that the job rejects.
 */
export async function writeSampleProject(folder: string): Promise<void> {
  await writeProject(folder, { 'wdh.config.ts': config });
  await mkdir(join(folder, 'inbox'));
  await mkdir(join(folder, 'months'));
  const [header = '', ...records] = (await readFile(sampleFile, 'utf8')).trimEnd().split('\n');
  for (let month = 1; month <= 6; month += 1) {
    const part = records
      .slice(1_500 * (month - 1), 1_500 * month)
      .map((record, index) => (index % 50 < month - 3 ? withoutDay(record) : record));
    const name = `strikes-2026-0${String(month)}.csv`;
    await writeFile(join(folder, 'months', name), `${[header, ...part].join('\n')}\n`);
  }
}

/** Writes a day into a record that no month has. */
function withoutDay(record: string): string {
  return record.replace(/,(\d{4})-\d\d-\d\d,/u, ',$1-02-31,');
}
