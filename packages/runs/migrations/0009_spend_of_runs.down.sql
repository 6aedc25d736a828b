DROP VIEW "wdh_runs";
ALTER TABLE "run_steps" DROP COLUMN "cached_calls";
ALTER TABLE "run_steps" DROP COLUMN "paid_calls";
ALTER TABLE "run_steps" DROP COLUMN "cost_usd";
ALTER TABLE "pipeline_executions" DROP COLUMN "cached_calls";
ALTER TABLE "pipeline_executions" DROP COLUMN "paid_calls";
ALTER TABLE "pipeline_executions" DROP COLUMN "cost_usd";
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
	"pipeline_version",
	"partition_key" AS "partition",
	"input_version",
	"schedule_name" AS "schedule",
	"scheduled_at",
	"deliveries"
FROM "pipeline_executions";
