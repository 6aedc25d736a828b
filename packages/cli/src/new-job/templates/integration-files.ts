import { stringLiteral } from '../../generate/source-names.js';
import type { JobDesign } from '../job-plan.js';

/** Whether a job gets a test on a real server: the presets start one, and the sample is loaded. */
export const hasIntegrationTest = ({ surroundings, sample }: JobDesign): boolean =>
  surroundings.layout === 'presets' && sample !== null;

/** Returns the test that loads the sample into a database, and the start of its server. */
export function integrationFiles(job: JobDesign): readonly (readonly [string, string])[] {
  if (!hasIntegrationTest(job)) return [];
  return [
    ['test/integration/server.ts', server],
    ['test/integration/loads-the-sample.integration.test.ts', printLoad(job)],
  ];
}

const server = `import { testServer } from '../../../../tools/vitest/test-server.js';

/** Starts a server; each run applies the migrations of the job. */
export const setup = testServer();
`;

function printLoad({ names, sample, mode, design }: JobDesign): string {
  const { records = 0, fileName = '' } = sample ?? {};
  const { schema, table } = design.table;
  return `import { testJob } from '@wdh/job/testing';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { expect, inject, it } from 'vitest';
import { ${names.constant} } from '../../src/job.js';

const sample = new URL(${stringLiteral(`../../data/${fileName}`)}, import.meta.url);

it(${stringLiteral(`loads the sample into ${schema}.${table} once (mode ${mode})`)}, async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  try {
    const load = () => testJob(${names.constant}, sample, { connectionUrl: database.url });
    expect(await load()).toMatchObject({ status: 'success', rows: { read: ${records}, inserted: ${records} } });
    expect(await load()).toMatchObject({ status: 'skipped' });
  } finally {
    await database.drop();
  }
});
`;
}
