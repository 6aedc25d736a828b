-- One row for each version of a file that was found in a watched folder.
CREATE TABLE "public"."wdh_watched_files" (
	"file_id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	"watch" varchar(100) NOT NULL,
	"job_name" varchar(100) NOT NULL,
	"execution_id" varchar(100) NOT NULL,
	-- The bytes of the name, which need not be text.
	"name" bytea NOT NULL,
	"size_bytes" bigint NOT NULL,
	-- Time of the last change, in nanoseconds since 1970.
	"modified_ns" bigint NOT NULL,
	-- Whether the file stays where it was dropped: it must not become another run.
	"is_kept" boolean NOT NULL,
	-- SHA-256 of what its runs must not overlap with: the name, or the groups beside the version.
	"series" varchar(64) NOT NULL,
	"version" text,
	"state" varchar(20) NOT NULL,
	"reason" text,
	"seen_at" timestamptz(3) NOT NULL DEFAULT pg_catalog.clock_timestamp(),
	-- Null until the file is where it stays.
	"ended_at" timestamptz(3),
	CONSTRAINT "wdh_watched_files_execution_key" UNIQUE ("execution_id"),
	CONSTRAINT "wdh_watched_files_state_check" CHECK ("state" operator(pg_catalog.=) any (array['waiting'::varchar, 'loading'::varchar, 'loaded'::varchar, 'failed'::varchar, 'skipped'::varchar]))
);
-- The database itself prevents a second run of a file that stays.
CREATE UNIQUE INDEX "wdh_watched_files_kept_key" ON "public"."wdh_watched_files" USING btree ("watch", "name", "size_bytes", "modified_ns") WHERE "is_kept";
CREATE INDEX "wdh_watched_files_open_idx" ON "public"."wdh_watched_files" USING btree ("watch", "state", "file_id") WHERE "ended_at" IS NULL;
CREATE INDEX "wdh_watched_files_open_series_idx" ON "public"."wdh_watched_files" USING btree ("watch", "series") WHERE "ended_at" IS NULL;
CREATE INDEX "wdh_watched_files_versions_idx" ON "public"."wdh_watched_files" USING btree ("watch", "series") WHERE "version" IS NOT NULL;
