ALTER TABLE "pipeline_executions" DROP CONSTRAINT "pipeline_executions_status_check";
UPDATE "pipeline_executions" SET "status" = 'skipped', "error_code" = 'DRY_RUN', "error_message" = 'All was done and checked, and rolled back.' WHERE "status" = 'rehearsed';
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_status_check" CHECK ("pipeline_executions"."status" in ('running', 'success', 'failed', 'skipped', 'abandoned'));
