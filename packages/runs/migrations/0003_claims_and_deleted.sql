DROP INDEX "pipeline_executions_claim_key";--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "input_options" varchar(64);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "target_oid" bigint;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "rows_deleted" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_executions_claim_key" ON "pipeline_executions" USING btree ("pipeline_name","pipeline_version","target","input_sha256",coalesce("input_options", '')) WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success' and not "pipeline_executions"."is_forced";