import { getTableName } from 'drizzle-orm';
import {
  dataQualityMetrics,
  pipelineExecutions,
  rejectedRows,
  runEvents,
  runSteps,
} from './schema.js';

/** Names of the tables in schema `public` that store the records of runs and migrations. */
export const auditTableNames: readonly string[] = [
  ...[pipelineExecutions, dataQualityMetrics, rejectedRows, runSteps, runEvents].map(getTableName),
  'schema_migrations',
];
