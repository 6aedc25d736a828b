import { fileURLToPath } from 'node:url';
import { budgetMigrations } from '@wdh/budget';
import { csv, defineJob } from '@wdh/job';
import { validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { companies } from './companies.js';
import { enrich } from './enrich.js';
import { paramsSchema } from './params.js';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));
const companySchema = v.object({ id: text, name: text, country: text });

/** Loads companies with what a paid register knows about them. */
export const enrichmentJob = defineJob({
  name: 'enrichment',
  description: 'Load companies, enriched by a paid register, into public.companies.',
  params: paramsSchema,
  source: csv({
    columns: ['id', 'name', 'country'],
    example: new URL('../data/companies.csv', import.meta.url),
  }),
  steps: (rows, { params }) => rows.addStep(validateRows(companySchema)).addStep(enrich(params)),
  into: companies,
  mode: 'upsert',
  keys: ['id'],
  // Rows beyond the budget are rejected, however many: they are replayed when it is raised.
  errorThreshold: 1,
  migrations: [
    budgetMigrations,
    { name: 'enrichment', path: fileURLToPath(new URL('../migrations', import.meta.url)) },
  ],
});
