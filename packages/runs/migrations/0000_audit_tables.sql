CREATE TABLE "data_quality_metrics" (
	"metric_id" serial PRIMARY KEY NOT NULL,
	"execution_id" varchar(100) NOT NULL,
	"domain" varchar(100) NOT NULL,
	"metric_name" varchar(100) NOT NULL,
	"metric_value" numeric,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pipeline_executions" (
	"execution_id" varchar(100) PRIMARY KEY NOT NULL,
	"pipeline_name" varchar(100) NOT NULL,
	"pipeline_version" varchar(100) NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"status" varchar(20) NOT NULL,
	"input_file_path" text,
	"input_size_bytes" bigint,
	"input_sha256" varchar(64),
	"target" text NOT NULL,
	"load_mode" varchar(20) NOT NULL,
	"is_forced" boolean DEFAULT false NOT NULL,
	"rows_input" bigint,
	"rows_output" bigint,
	"rows_failed" bigint,
	"rows_inserted" bigint,
	"rows_updated" bigint,
	"rows_unchanged" bigint,
	"rows_superseded" bigint,
	"rows_filtered" bigint,
	"rows_added" bigint,
	"duration_ms" bigint,
	"attempts" integer DEFAULT 1 NOT NULL,
	"error_code" varchar(100),
	"error_message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pipeline_executions_status_check" CHECK ("pipeline_executions"."status" operator(pg_catalog.=) any (array['running'::varchar, 'success'::varchar, 'failed'::varchar, 'skipped'::varchar, 'abandoned'::varchar]))
);
--> statement-breakpoint
CREATE TABLE "rejected_rows" (
	"rejected_row_id" bigserial PRIMARY KEY NOT NULL,
	"execution_id" varchar(100) NOT NULL,
	"row_number" bigint,
	"line_number" bigint,
	"step_name" text NOT NULL,
	"field" text,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"input" json,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "data_quality_metrics" ADD CONSTRAINT "data_quality_metrics_execution_fkey" FOREIGN KEY ("execution_id") REFERENCES "public"."pipeline_executions"("execution_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_rows" ADD CONSTRAINT "rejected_rows_execution_fkey" FOREIGN KEY ("execution_id") REFERENCES "public"."pipeline_executions"("execution_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "data_quality_metrics_execution_idx" ON "data_quality_metrics" USING btree ("execution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_executions_claim_key" ON "pipeline_executions" USING btree ("pipeline_name","pipeline_version","target","input_sha256") WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success' and not "pipeline_executions"."is_forced";--> statement-breakpoint
CREATE INDEX "pipeline_executions_running_idx" ON "pipeline_executions" USING btree ("execution_id") WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'running';--> statement-breakpoint
CREATE INDEX "pipeline_executions_loaded_idx" ON "pipeline_executions" USING btree ("input_sha256") WHERE "pipeline_executions"."status" operator(pg_catalog.=) 'success';--> statement-breakpoint
CREATE INDEX "rejected_rows_execution_idx" ON "rejected_rows" USING btree ("execution_id");