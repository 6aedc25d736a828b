ALTER TABLE "pipeline_executions" DROP CONSTRAINT "pipeline_executions_status_check";--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_status_check" CHECK ("pipeline_executions"."status" operator(pg_catalog.=) any (array['running'::varchar, 'success'::varchar, 'failed'::varchar, 'skipped'::varchar, 'rehearsed'::varchar, 'abandoned'::varchar]));--> statement-breakpoint
-- Dry runs were recorded as skipped before.
UPDATE "pipeline_executions" SET "status" = 'rehearsed', "error_code" = NULL, "error_message" = NULL WHERE "status" operator(pg_catalog.=) 'skipped' AND "error_code" operator(pg_catalog.=) 'DRY_RUN';
