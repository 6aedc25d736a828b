// The tables of this package, from which drizzle-kit generates the migrations.
export { dataQualityMetrics } from './tables/data-quality-metrics.js';
export { pipelineExecutions } from './tables/pipeline-executions.js';
export { rejectedRows } from './tables/rejected-rows.js';
export { runEvents } from './tables/run-events.js';
export { runSteps } from './tables/run-steps.js';
