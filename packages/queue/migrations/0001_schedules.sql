-- The schedules that workers follow, and the outcome of their ticks. A row of a schedule is locked while one of
-- its ticks is handled.
CREATE TABLE public.wdh_schedules (
  name varchar(100) NOT NULL,
  job_name varchar(100) NOT NULL,
  cron text NOT NULL,
  timezone varchar(100) NOT NULL,
  -- Identifies the declaration that workers follow, and when they began to.
  declaration varchar(100) NOT NULL,
  declared_at timestamp with time zone NOT NULL,
  -- When a worker that follows this declaration was last seen; null if none was.
  seen_at timestamp with time zone,
  next_at timestamp with time zone,
  paused_at timestamp with time zone,
  paused_by text,
  CONSTRAINT wdh_schedules_pkey PRIMARY KEY (name),
  CONSTRAINT wdh_schedules_paused_check CHECK (paused_by IS NULL OR paused_at IS NOT NULL)
);

CREATE TABLE public.wdh_schedule_ticks (
  schedule_name varchar(100) NOT NULL,
  tick_at timestamp with time zone NOT NULL,
  handled_at timestamp with time zone NOT NULL,
  outcome varchar(20) NOT NULL,
  reason text,
  execution_id varchar(100),
  -- A tick fires once at most.
  CONSTRAINT wdh_schedule_ticks_pkey PRIMARY KEY (schedule_name, tick_at),
  CONSTRAINT wdh_schedule_ticks_schedule_fkey FOREIGN KEY (schedule_name)
    REFERENCES public.wdh_schedules (name) ON DELETE CASCADE,
  CONSTRAINT wdh_schedule_ticks_outcome_check CHECK (outcome OPERATOR(pg_catalog.=) ANY (
    ARRAY['submitted'::varchar, 'skipped'::varchar, 'paused'::varchar, 'missed'::varchar, 'failed'::varchar]))
);

-- Old ticks are deleted by those who add new ones.
DO $$
DECLARE
  writer text;
BEGIN
  FOR writer IN
    SELECT DISTINCT grantee::pg_catalog.regrole::text
    FROM pg_catalog.pg_class, pg_catalog.aclexplode(relacl)
    WHERE oid OPERATOR(pg_catalog.=) 'public.wdh_schedule_ticks'::pg_catalog.regclass
      AND privilege_type OPERATOR(pg_catalog.=) 'INSERT'
      AND grantee OPERATOR(pg_catalog.<>) relowner AND grantee OPERATOR(pg_catalog.<>) 0
  LOOP
    EXECUTE pg_catalog.format('GRANT DELETE ON public.wdh_schedule_ticks TO %s', writer);
  END LOOP;
END $$;
