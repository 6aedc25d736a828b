import { quoteIdentifier } from '@wdh/postgres';
import { printDdl, printDrop } from '../generate/print-ddl.js';
import { printDrizzle } from '../generate/print-drizzle.js';
import { printValibot } from '../generate/print-valibot.js';
import type { JobDesign, JobFiles } from './job-plan.js';
import { integrationFiles } from './templates/integration-files.js';
import { projectFiles } from './templates/project-files.js';
import { printReadme } from './templates/readme.js';
import { printColumns, printJob, printMain } from './templates/source-files.js';
import { printTest } from './templates/test-file.js';

/**
 * Returns the files of a new job: its sources, its table's migration up and down, a test with good
 * and bad rows, the sample, a README, and what compiler and test runner need. Nothing is written.
 */
export function jobFiles(job: JobDesign): JobFiles {
  const { design, sample, names } = job;
  const { schema } = design.table;
  const migration = `migrations/0000_${names.table}`;
  // A rollback leaves the schema, which other tables may use.
  const ownSchema =
    schema === 'public' ? '' : `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)};\n`;
  return new Map<string, string | Buffer>([
    ...projectFiles(job),
    ['README.md', printReadme(job)],
    ...(job.design.values === 'json' ? [] : [['src/columns.ts', printColumns(job)] as const]),
    ['src/schema.ts', printValibot(design)],
    ['src/table.ts', printDrizzle(design)],
    ['src/job.ts', printJob(job)],
    ['src/main.ts', printMain(job)],
    ['src/job.test.ts', printTest(job)],
    ...integrationFiles(job),
    [`${migration}.sql`, ownSchema + printDdl(design)],
    [`${migration}.down.sql`, printDrop(design)],
    ...(sample === null ? [] : [[`data/${sample.fileName}`, sample.content] as const]),
  ]);
}
