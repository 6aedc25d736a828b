DROP INDEX "pipeline_executions_failed_idx";
DROP INDEX "pipeline_executions_output_idx";
DROP INDEX "pipeline_executions_read_idx";
ALTER TABLE "run_steps" DROP COLUMN "rows_found";
