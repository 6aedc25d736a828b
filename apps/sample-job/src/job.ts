import { fileURLToPath } from 'node:url';
import { csv, defineJob } from '@wdh/job';
import { wildlifeStrikesChecks as checks } from './checks.js';
import { sourceColumns } from './columns.js';
import { addStrikeId, dropExactRepeats, renameColumns, validateRecord } from './steps.js';
import { wildlifeStrikes as into } from './table.js';

/** Loads records of the FAA Wildlife Strike Database, one row for each distinct record. */
export const wildlifeStrikes = defineJob({
  name: 'wildlife_strikes',
  description: 'Load records of wildlife strikes from a CSV file into PostgreSQL.',
  source: csv({
    columns: sourceColumns,
    example: new URL('../data/wildlife-strikes.csv', import.meta.url),
  }),
  steps: (rows) =>
    rows
      .addStep(renameColumns)
      .addStep(validateRecord)
      .addStep(addStrikeId)
      .addStep(dropExactRepeats),
  into,
  mode: 'upsert',
  keys: ['strike_id'],
  checks,
  migrations: [
    { name: 'sample-job', path: fileURLToPath(new URL('../migrations', import.meta.url)) },
  ],
});
