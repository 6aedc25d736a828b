DROP INDEX "pipeline_executions_claim_key";
-- Of two successes that differ by the options of their reader, the latest is the claim.
UPDATE "pipeline_executions" AS earlier SET "is_forced" = true
WHERE "status" operator(pg_catalog.=) 'success' AND NOT "is_forced" AND EXISTS (
  SELECT FROM "pipeline_executions" AS later
  WHERE later."status" operator(pg_catalog.=) 'success' AND NOT later."is_forced"
    AND later."pipeline_name" operator(pg_catalog.=) earlier."pipeline_name"
    AND later."pipeline_version" operator(pg_catalog.=) earlier."pipeline_version"
    AND later."target" operator(pg_catalog.=) earlier."target" AND later."input_sha256" operator(pg_catalog.=) earlier."input_sha256"
    AND (later."completed_at", later."execution_id") operator(pg_catalog.>) (earlier."completed_at", earlier."execution_id"));
CREATE UNIQUE INDEX "pipeline_executions_claim_key" ON "pipeline_executions" USING btree ("pipeline_name","pipeline_version","target","input_sha256") WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success' and not "pipeline_executions"."is_forced";
ALTER TABLE "pipeline_executions" DROP COLUMN "rows_deleted";
ALTER TABLE "pipeline_executions" DROP COLUMN "target_oid";
ALTER TABLE "pipeline_executions" DROP COLUMN "input_options";
