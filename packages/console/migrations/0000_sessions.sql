-- The sessions of the console. A row holds only a hash of the cookie.
CREATE TABLE public.wdh_console_sessions (
  session_id uuid NOT NULL,
  cookie_hash varchar(64) NOT NULL,
  user_name varchar(200) NOT NULL,
  roles text[] NOT NULL,
  started_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  -- When a person ended it; null if none did.
  ended_at timestamp with time zone,
  CONSTRAINT wdh_console_sessions_pkey PRIMARY KEY (session_id),
  CONSTRAINT wdh_console_sessions_cookie_key UNIQUE (cookie_hash)
);
CREATE INDEX wdh_console_sessions_expiry_idx ON public.wdh_console_sessions USING btree (expires_at);

-- Who did what with the console: logins, actions, and views of rejected rows. Rows are only added.
CREATE TABLE public.wdh_console_audit (
  audit_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  user_name varchar(200) NOT NULL,
  -- Such as run.cancel.
  action varchar(50) NOT NULL,
  execution_id varchar(100),
  job_name varchar(100),
  -- Names and numbers, never values of rows.
  details jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT wdh_console_audit_pkey PRIMARY KEY (audit_id)
);
CREATE INDEX wdh_console_audit_at_idx ON public.wdh_console_audit USING btree (at);

-- The roles that record runs may serve the console. No role but these sees a session, and none changes
-- the audit. Default privileges may have granted more.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT DISTINCT relname, grantee::pg_catalog.regrole::text AS role
    FROM pg_catalog.pg_class, pg_catalog.aclexplode(relacl)
    WHERE oid OPERATOR(pg_catalog.=) ANY (ARRAY[
        'public.wdh_console_sessions'::pg_catalog.regclass::pg_catalog.oid,
        'public.wdh_console_audit'::pg_catalog.regclass::pg_catalog.oid])
      AND grantee OPERATOR(pg_catalog.<>) relowner AND grantee OPERATOR(pg_catalog.<>) 0
  LOOP
    IF one.relname OPERATOR(pg_catalog.=) 'wdh_console_sessions' THEN
      EXECUTE pg_catalog.format('REVOKE ALL ON public.wdh_console_sessions FROM %s', one.role);
    ELSE
      EXECUTE pg_catalog.format('REVOKE UPDATE, DELETE, TRUNCATE ON public.wdh_console_audit FROM %s', one.role);
    END IF;
  END LOOP;
  REVOKE ALL ON public.wdh_console_sessions, public.wdh_console_audit FROM public;
  FOR one IN
    SELECT DISTINCT grantee::pg_catalog.regrole::text AS role
    FROM pg_catalog.pg_class, pg_catalog.aclexplode(relacl)
    WHERE oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass('public.pipeline_executions')
      AND grantee OPERATOR(pg_catalog.<>) relowner AND grantee OPERATOR(pg_catalog.<>) 0
      AND privilege_type OPERATOR(pg_catalog.=) 'INSERT'
  LOOP
    EXECUTE pg_catalog.format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.wdh_console_sessions TO %s', one.role);
    EXECUTE pg_catalog.format('GRANT SELECT, INSERT ON public.wdh_console_audit TO %s', one.role);
  END LOOP;
END $$;
