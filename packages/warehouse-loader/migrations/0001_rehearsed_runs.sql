ALTER TABLE "pipeline_executions" DROP CONSTRAINT "pipeline_executions_status_check";--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_status_check" CHECK ("pipeline_executions"."status" in ('running', 'success', 'failed', 'skipped', 'rehearsed', 'abandoned'));--> statement-breakpoint
-- Dry runs were recorded as skipped before.
UPDATE "pipeline_executions" SET "status" = 'rehearsed', "error_code" = NULL, "error_message" = NULL WHERE "status" = 'skipped' AND "error_code" = 'DRY_RUN';
