DELETE FROM "data_quality_metrics" WHERE "column_name" IS NOT NULL;
ALTER TABLE "data_quality_metrics" DROP COLUMN "metric_text";
ALTER TABLE "data_quality_metrics" DROP COLUMN "column_name";
