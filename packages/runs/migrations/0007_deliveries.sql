DROP INDEX "pipeline_executions_claim_key";--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "deliveries" integer;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "error_category" varchar(20);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "submit_key" varchar(200);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "overlap_key" varchar(200);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "schedule_name" varchar(100);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "scheduled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "partition_key" varchar(100);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "input_version" varchar(100);--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_executions_partition_key" ON "pipeline_executions" USING btree ("pipeline_name","pipeline_version","target","partition_key",coalesce("input_version", '')) WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success' and not "pipeline_executions"."is_forced" and "pipeline_executions"."partition_key" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_executions_submit_key" ON "pipeline_executions" USING btree (coalesce("job_name", ''),"submit_key") WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'queued' and "pipeline_executions"."deliveries" is null and "pipeline_executions"."submit_key" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_executions_overlap_key" ON "pipeline_executions" USING btree ("overlap_key") WHERE "pipeline_executions"."status" operator(pg_catalog.=) any (array['queued'::varchar, 'running'::varchar]) and "pipeline_executions"."overlap_key" is not null;--> statement-breakpoint
CREATE INDEX "pipeline_executions_of_partition_idx" ON "pipeline_executions" USING btree ("job_name","partition_key" pg_catalog.varchar_pattern_ops,"started_at") WHERE "pipeline_executions"."partition_key" is not null;--> statement-breakpoint
CREATE INDEX "pipeline_executions_schedule_idx" ON "pipeline_executions" USING btree ("schedule_name","started_at","execution_id") WHERE "pipeline_executions"."schedule_name" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_executions_claim_key" ON "pipeline_executions" USING btree ("pipeline_name","pipeline_version","target","input_sha256",coalesce("input_options", ''),coalesce("partition_key", ''),coalesce("input_version", '')) WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success' and not "pipeline_executions"."is_forced";--> statement-breakpoint
CREATE OR REPLACE VIEW "wdh_runs" AS SELECT
	"execution_id" AS "run",
	"job_name" AS "job",
	"pipeline_name" AS "pipeline",
	"status",
	"started_at",
	pg_catalog.make_interval(secs => coalesce(
		"duration_ms"::pg_catalog.float8 operator(pg_catalog./) 1000,
		pg_catalog.date_part('epoch', coalesce("completed_at", CASE WHEN "status" operator(pg_catalog.=) 'running' THEN pg_catalog.now() END) operator(pg_catalog.-) "started_at")
	)) AS "duration",
	"rows_input" AS "read",
	"rows_output" AS "loaded",
	"rows_failed" AS "rejected",
	"error_code",
	"error_message",
	"rows_inserted" AS "inserted",
	"rows_updated" AS "updated",
	"rows_unchanged" AS "unchanged",
	"rows_superseded" AS "superseded",
	"rows_filtered" AS "filtered",
	"rows_added" AS "added",
	"rows_deleted" AS "deleted",
	"attempts",
	"target",
	"load_mode" AS "mode",
	"input_file_path" AS "input",
	"completed_at" AS "ended_at",
	"trigger",
	"requested_by",
	"requested_at",
	"cancel_requested_at",
	"parent_execution_id" AS "parent",
	"host",
	"process_id",
	"pipeline_version",
	"partition_key" AS "partition",
	"input_version",
	"schedule_name" AS "schedule",
	"scheduled_at",
	"deliveries"
FROM "pipeline_executions";--> statement-breakpoint
-- A run that begins again deletes the rows that its earlier attempt rejected.
DO $$
DECLARE
	"writer" text;
BEGIN
	FOR "writer" IN
		SELECT DISTINCT "grantee"::pg_catalog.regrole::text
		FROM pg_catalog.pg_class, pg_catalog.aclexplode("relacl")
		WHERE "oid" operator(pg_catalog.=) 'public.rejected_rows'::pg_catalog.regclass
			AND "grantee" operator(pg_catalog.<>) "relowner" AND "grantee" operator(pg_catalog.<>) 0
			AND "privilege_type" operator(pg_catalog.=) 'INSERT'
	LOOP
		EXECUTE pg_catalog.format('GRANT DELETE ON public.rejected_rows TO %s', "writer");
	END LOOP;
END $$;
