ALTER TABLE "pipeline_executions" DROP CONSTRAINT "pipeline_executions_status_check";
UPDATE "pipeline_executions" SET "status" = 'skipped', "error_code" = 'DRY_RUN', "error_message" = 'All was done and checked, and rolled back.' WHERE "status" operator(pg_catalog.=) 'rehearsed';
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_status_check" CHECK ("pipeline_executions"."status" operator(pg_catalog.=) any (array['running'::varchar, 'success'::varchar, 'failed'::varchar, 'skipped'::varchar, 'abandoned'::varchar]));
