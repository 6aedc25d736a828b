ALTER TABLE "data_quality_metrics" ADD COLUMN "column_name" text;--> statement-breakpoint
ALTER TABLE "data_quality_metrics" ADD COLUMN "metric_text" text;