DROP INDEX "rejected_rows_execution_idx";--> statement-breakpoint
CREATE INDEX "pipeline_executions_started_idx" ON "pipeline_executions" USING btree ("started_at","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_completed_idx" ON "pipeline_executions" USING btree ("completed_at","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_duration_idx" ON "pipeline_executions" USING btree ("duration_ms","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_job_idx" ON "pipeline_executions" USING btree ("job_name","started_at","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_pipeline_idx" ON "pipeline_executions" USING btree ("pipeline_name","started_at","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_status_idx" ON "pipeline_executions" USING btree ("status","started_at","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_trigger_idx" ON "pipeline_executions" USING btree ("trigger","started_at","execution_id");--> statement-breakpoint
CREATE INDEX "pipeline_executions_error_idx" ON "pipeline_executions" USING btree ("started_at","execution_id") WHERE "pipeline_executions"."error_message" is not null;--> statement-breakpoint
CREATE INDEX "pipeline_executions_rejects_idx" ON "pipeline_executions" USING btree ("job_name","started_at","execution_id") WHERE "pipeline_executions"."rows_failed" operator(pg_catalog.>) 0;--> statement-breakpoint
CREATE INDEX "pipeline_executions_prefix_idx" ON "pipeline_executions" USING btree ("execution_id" pg_catalog.varchar_pattern_ops);--> statement-breakpoint
CREATE INDEX "run_events_problems_idx" ON "run_events" USING btree ("execution_id","sequence") WHERE "run_events"."level" operator(pg_catalog.=) any (array['warn'::varchar, 'error'::varchar]);--> statement-breakpoint
CREATE INDEX "rejected_rows_execution_idx" ON "rejected_rows" USING btree ("execution_id","rejected_row_id");--> statement-breakpoint
-- For people: in the order in which they read, and in nobody's way when a table gains a column.
CREATE VIEW "wdh_runs" AS SELECT
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
	"pipeline_version"
FROM "pipeline_executions";--> statement-breakpoint
CREATE VIEW "wdh_rejects" AS SELECT
	"rejects"."rejected_row_id" AS "reject",
	"rejects"."execution_id" AS "run",
	"runs"."job_name" AS "job",
	"runs"."pipeline_name" AS "pipeline",
	"runs"."started_at",
	"rejects"."row_number" AS "row",
	"rejects"."line_number" AS "line",
	"rejects"."step_name" AS "step",
	"rejects"."field",
	"rejects"."code",
	"rejects"."message",
	"rejects"."record",
	"rejects"."input",
	"rejects"."resolved_by",
	"rejects"."resolved_at"
FROM "rejected_rows" AS "rejects"
JOIN "pipeline_executions" AS "runs" ON "runs"."execution_id" operator(pg_catalog.=) "rejects"."execution_id";
