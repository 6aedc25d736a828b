-- From the roles that may delete rows of no other audit table.
DO $$
DECLARE
	"writer" text;
BEGIN
	FOR "writer" IN
		SELECT DISTINCT "grantee"::pg_catalog.regrole::text
		FROM pg_catalog.pg_class, pg_catalog.aclexplode("relacl")
		WHERE "oid" operator(pg_catalog.=) 'public.rejected_rows'::pg_catalog.regclass
			AND "grantee" operator(pg_catalog.<>) "relowner" AND "grantee" operator(pg_catalog.<>) 0
			AND "privilege_type" operator(pg_catalog.=) 'DELETE'
			AND NOT pg_catalog.has_table_privilege("grantee", 'public.run_steps', 'DELETE')
	LOOP
		EXECUTE pg_catalog.format('REVOKE DELETE ON public.rejected_rows FROM %s', "writer");
	END LOOP;
END $$;
DROP INDEX "pipeline_executions_claim_key";
-- Of two successes that differ by their partition, the latest is the claim.
UPDATE "pipeline_executions" AS earlier SET "is_forced" = true
WHERE "status" operator(pg_catalog.=) 'success' AND NOT "is_forced" AND EXISTS (
  SELECT FROM "pipeline_executions" AS later
  WHERE later."status" operator(pg_catalog.=) 'success' AND NOT later."is_forced"
    AND later."pipeline_name" operator(pg_catalog.=) earlier."pipeline_name"
    AND later."pipeline_version" operator(pg_catalog.=) earlier."pipeline_version"
    AND later."target" operator(pg_catalog.=) earlier."target" AND later."input_sha256" operator(pg_catalog.=) earlier."input_sha256"
    AND coalesce(later."input_options", '') operator(pg_catalog.=) coalesce(earlier."input_options", '')
    AND (later."completed_at", later."execution_id") operator(pg_catalog.>) (earlier."completed_at", earlier."execution_id"));
CREATE UNIQUE INDEX "pipeline_executions_claim_key" ON "pipeline_executions" USING btree ("pipeline_name","pipeline_version","target","input_sha256",coalesce("input_options", '')) WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success' and not "pipeline_executions"."is_forced";
DROP VIEW "wdh_runs";
DROP INDEX "pipeline_executions_schedule_idx";
DROP INDEX "pipeline_executions_of_partition_idx";
DROP INDEX "pipeline_executions_overlap_key";
DROP INDEX "pipeline_executions_submit_key";
DROP INDEX "pipeline_executions_partition_key";
ALTER TABLE "pipeline_executions" DROP COLUMN "input_version";
ALTER TABLE "pipeline_executions" DROP COLUMN "partition_key";
ALTER TABLE "pipeline_executions" DROP COLUMN "scheduled_at";
ALTER TABLE "pipeline_executions" DROP COLUMN "schedule_name";
ALTER TABLE "pipeline_executions" DROP COLUMN "overlap_key";
ALTER TABLE "pipeline_executions" DROP COLUMN "submit_key";
ALTER TABLE "pipeline_executions" DROP COLUMN "error_category";
ALTER TABLE "pipeline_executions" DROP COLUMN "deliveries";
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
FROM "pipeline_executions";
