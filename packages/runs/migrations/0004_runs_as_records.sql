CREATE TABLE "run_events" (
	"execution_id" varchar(100) NOT NULL,
	"sequence" integer NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"level" varchar(10) NOT NULL,
	"event" varchar(100) NOT NULL,
	"step_name" text,
	"payload" json,
	CONSTRAINT "run_events_pkey" PRIMARY KEY("execution_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"execution_id" varchar(100) NOT NULL,
	"attempt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"step_name" text NOT NULL,
	"kind" varchar(20) NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"rows_in" bigint NOT NULL,
	"rows_out" bigint NOT NULL,
	"rows_rejected" bigint NOT NULL,
	"rows_filtered" bigint NOT NULL,
	"warnings" bigint NOT NULL,
	CONSTRAINT "run_steps_pkey" PRIMARY KEY("execution_id","attempt","ordinal")
);
--> statement-breakpoint
ALTER TABLE "pipeline_executions" DROP CONSTRAINT "pipeline_executions_status_check";--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "job_name" varchar(100);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "request" json;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "trigger" varchar(20);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "requested_by" text;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "parent_execution_id" varchar(100);--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "host" text;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "process_id" integer;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "cancel_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD COLUMN "events_lost" integer;--> statement-breakpoint
ALTER TABLE "rejected_rows" ADD COLUMN "record" json;--> statement-breakpoint
ALTER TABLE "rejected_rows" ADD COLUMN "resolved_by" varchar(100);--> statement-breakpoint
ALTER TABLE "rejected_rows" ADD COLUMN "resolved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_execution_fkey" FOREIGN KEY ("execution_id") REFERENCES "public"."pipeline_executions"("execution_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_execution_fkey" FOREIGN KEY ("execution_id") REFERENCES "public"."pipeline_executions"("execution_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_parent_fkey" FOREIGN KEY ("parent_execution_id") REFERENCES "public"."pipeline_executions"("execution_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_rows" ADD CONSTRAINT "rejected_rows_resolved_by_fkey" FOREIGN KEY ("resolved_by") REFERENCES "public"."pipeline_executions"("execution_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pipeline_executions_parent_idx" ON "pipeline_executions" USING btree ("parent_execution_id") WHERE "pipeline_executions"."parent_execution_id" is not null;--> statement-breakpoint
CREATE INDEX "rejected_rows_resolved_by_idx" ON "rejected_rows" USING btree ("resolved_by") WHERE "rejected_rows"."resolved_by" is not null;--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_trigger_check" CHECK ("pipeline_executions"."trigger" is null or "pipeline_executions"."trigger" operator(pg_catalog.=) any (array['command'::varchar, 'schedule'::varchar, 'watch'::varchar, 'console'::varchar, 'queue'::varchar, 'rerun'::varchar, 'replay'::varchar]));--> statement-breakpoint
ALTER TABLE "pipeline_executions" ADD CONSTRAINT "pipeline_executions_status_check" CHECK ("pipeline_executions"."status" operator(pg_catalog.=) any (array['queued'::varchar, 'running'::varchar, 'success'::varchar, 'failed'::varchar, 'skipped'::varchar, 'rehearsed'::varchar, 'abandoned'::varchar, 'cancelled'::varchar]));--> statement-breakpoint
-- A cancelled run that the down file of this migration recorded as failed.
UPDATE "pipeline_executions" SET "status" = 'cancelled' WHERE "status" operator(pg_catalog.=) 'failed' AND "error_code" operator(pg_catalog.=) 'CANCELLED';
--> statement-breakpoint
-- Events are only added, so that a role that loads cannot change them.
DO $$
DECLARE
	"writer" text;
BEGIN
	FOR "writer" IN
		SELECT DISTINCT "grantee"::pg_catalog.regrole::text
		FROM pg_catalog.pg_class, pg_catalog.aclexplode("relacl")
		WHERE "oid" operator(pg_catalog.=) 'public.run_events'::pg_catalog.regclass
			AND "grantee" operator(pg_catalog.<>) "relowner" AND "grantee" operator(pg_catalog.<>) 0
	LOOP
		EXECUTE pg_catalog.format('REVOKE UPDATE, DELETE, TRUNCATE ON public.run_events FROM %s', "writer");
	END LOOP;
	REVOKE UPDATE, DELETE, TRUNCATE ON public.run_events FROM public;
END $$;
