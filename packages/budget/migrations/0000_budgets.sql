-- What each tenant may spend on paid calls in one period.
CREATE TABLE public.tenant_configs (
  tenant_id varchar(100) NOT NULL,
  name text NOT NULL,
  -- Nothing is spent for a tenant that is not active.
  is_active boolean NOT NULL DEFAULT true,
  notify_email text,
  created_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  max_budget numeric(14,4) NOT NULL DEFAULT 500.00,
  -- Per cent of the budget.
  alert_threshold integer NOT NULL DEFAULT 80,
  grace_threshold integer NOT NULL DEFAULT 110,
  -- A number and s, m, h, d, w or mo, such as 30d, 12h or 1mo; days have 24 hours, months are those of UTC.
  budget_duration varchar(20) NOT NULL DEFAULT '30d',
  -- When the next period begins; null: the budget is for ever.
  budget_reset_at timestamp with time zone,
  litellm_key_last_reset timestamp with time zone,
  CONSTRAINT tenant_configs_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT tenant_configs_max_budget_check
    CHECK (max_budget OPERATOR(pg_catalog.>=) 0 AND max_budget OPERATOR(pg_catalog.<>) 'NaN'),
  CONSTRAINT tenant_configs_alert_threshold_check CHECK (alert_threshold BETWEEN 50 AND 100),
  CONSTRAINT tenant_configs_grace_threshold_check CHECK (grace_threshold BETWEEN 100 AND 150),
  CONSTRAINT tenant_configs_budget_duration_check
    CHECK (budget_duration OPERATOR(pg_catalog.~) '^[1-9][0-9]{0,5}(s|m|h|d|w|mo)$')
);

-- Amounts that are added to the budget of a tenant until they expire.
CREATE TABLE public.budget_overrides (
  override_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  tenant_id varchar(100) NOT NULL,
  override_amount numeric(14,4) NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  CONSTRAINT budget_overrides_pkey PRIMARY KEY (override_id),
  CONSTRAINT budget_overrides_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs,
  CONSTRAINT budget_overrides_amount_check
    CHECK (override_amount OPERATOR(pg_catalog.>=) 0 AND override_amount OPERATOR(pg_catalog.<>) 'NaN')
);
CREATE INDEX idx_budget_overrides_tenant ON public.budget_overrides USING btree (tenant_id, expires_at);

-- The spend of each tenant in its current period: the sum of the entries of that period. Its row is locked
-- while an amount is reserved, so that callers at the same time cannot both take the last of a budget.
CREATE TABLE public.budget_balances (
  tenant_id varchar(100) NOT NULL,
  -- Number of the current period, from 1. Entries belong to a period by its number, not by their time.
  period bigint NOT NULL DEFAULT 1,
  period_started_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  -- From when months are counted, so that a period from the 31st ends on the 31st where there is one.
  counted_from timestamp with time zone,
  spent numeric NOT NULL DEFAULT 0,
  -- The sum of the reservations.
  reserved numeric NOT NULL DEFAULT 0,
  -- No reservation expires earlier; null: there is none.
  expires_from timestamp with time zone,
  -- The highest level for which an alert is recorded in this period.
  alerted_level varchar(10) NOT NULL DEFAULT 'normal',
  -- When a call was refused first, since the period began or the budget was changed.
  refused_at timestamp with time zone,
  CONSTRAINT budget_balances_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT budget_balances_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs,
  CONSTRAINT budget_balances_spent_check
    CHECK (spent OPERATOR(pg_catalog.>=) 0 AND spent OPERATOR(pg_catalog.<>) 'NaN'),
  CONSTRAINT budget_balances_reserved_check
    CHECK (reserved OPERATOR(pg_catalog.>=) 0 AND reserved OPERATOR(pg_catalog.<>) 'NaN'),
  CONSTRAINT budget_balances_alerted_level_check CHECK (alerted_level OPERATOR(pg_catalog.=) ANY (
    ARRAY['normal'::varchar, 'alert'::varchar, 'critical'::varchar, 'blocked'::varchar]))
  -- Room for versions of the row on its page.
) WITH (fillfactor = 50);

-- Amounts held for calls that run now.
CREATE TABLE public.budget_reservations (
  reservation_id uuid NOT NULL,
  tenant_id varchar(100) NOT NULL,
  amount numeric NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  -- The process of the call moves it on; after it, the call is taken for spent.
  expires_at timestamp with time zone NOT NULL,
  execution_id varchar(100),
  job_name varchar(100),
  step_name text,
  row_number bigint,
  provider text,
  CONSTRAINT budget_reservations_pkey PRIMARY KEY (reservation_id),
  CONSTRAINT budget_reservations_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs,
  CONSTRAINT budget_reservations_amount_check
    CHECK (amount OPERATOR(pg_catalog.>=) 0 AND amount OPERATOR(pg_catalog.<>) 'NaN')
);
-- Without the time of expiry, which is moved on.
CREATE INDEX budget_reservations_tenant_idx ON public.budget_reservations USING btree (tenant_id);

-- What was spent, one row for each paid call.
CREATE TABLE public.spend_entries (
  entry_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  tenant_id varchar(100) NOT NULL,
  -- That of the call, so that it is entered once.
  reservation_id uuid NOT NULL,
  -- The number of the period in which it counts.
  period bigint NOT NULL DEFAULT 1,
  -- The run, its job and step, and the record of its input; null for calls outside of runs.
  execution_id varchar(100),
  job_name varchar(100),
  step_name text,
  row_number bigint,
  provider text,
  -- Such as tokens; null if not known.
  units numeric,
  cost numeric NOT NULL,
  -- Whether the cost is the estimate: the process of the call ended before it was settled, or the true
  -- cost is not known.
  is_estimate boolean NOT NULL DEFAULT false,
  at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  CONSTRAINT spend_entries_pkey PRIMARY KEY (entry_id),
  CONSTRAINT spend_entries_reservation_key UNIQUE (reservation_id),
  CONSTRAINT spend_entries_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs,
  CONSTRAINT spend_entries_cost_check
    CHECK (cost OPERATOR(pg_catalog.>=) 0 AND cost OPERATOR(pg_catalog.<>) 'NaN')
);
-- With the cost, so that the spend of days is added up from the index alone.
CREATE INDEX spend_entries_tenant_idx ON public.spend_entries USING btree (tenant_id, at) INCLUDE (cost);
CREATE INDEX spend_entries_execution_idx ON public.spend_entries USING btree (execution_id)
  WHERE execution_id IS NOT NULL;

-- Each time that a tenant reached a level of its budget.
CREATE TABLE public.budget_alert_history (
  alert_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  tenant_id varchar(100) NOT NULL,
  -- What reported it: spend for a paid call, configuration for a changed budget, or the event of a gateway.
  event_type varchar(50) NOT NULL,
  spend numeric NOT NULL,
  -- With the overrides of then.
  max_budget numeric NOT NULL,
  -- Of the budget, not rounded up; null for a budget of zero.
  percentage numeric,
  created_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  CONSTRAINT budget_alert_history_pkey PRIMARY KEY (alert_id),
  CONSTRAINT budget_alert_history_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs
);
CREATE INDEX idx_budget_alerts_tenant ON public.budget_alert_history USING btree (tenant_id, created_at);

-- Who did what with budgets: alerts, blocks, overrides, resets. Rows are only added.
CREATE TABLE public.audit_log (
  audit_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  actor text NOT NULL,
  -- Such as budget.override.
  operation varchar(100) NOT NULL,
  -- Names and numbers, never secrets.
  details jsonb NOT NULL DEFAULT '{}',
  status varchar(20) NOT NULL,
  CONSTRAINT audit_log_pkey PRIMARY KEY (audit_id)
);
CREATE INDEX audit_log_at_idx ON public.audit_log USING btree (at);

-- Reservations are deleted by those who make them; the audit log is only added to.
DO $$
DECLARE
  writer text;
BEGIN
  FOR writer IN
    SELECT DISTINCT grantee::pg_catalog.regrole::text
    FROM pg_catalog.pg_class, pg_catalog.aclexplode(relacl)
    WHERE oid OPERATOR(pg_catalog.=) 'public.budget_reservations'::pg_catalog.regclass
      AND privilege_type OPERATOR(pg_catalog.=) 'INSERT'
      AND grantee OPERATOR(pg_catalog.<>) relowner AND grantee OPERATOR(pg_catalog.<>) 0
  LOOP
    EXECUTE pg_catalog.format('GRANT DELETE ON public.budget_reservations TO %s', writer);
    EXECUTE pg_catalog.format('REVOKE UPDATE, DELETE, TRUNCATE ON public.audit_log FROM %s', writer);
  END LOOP;
END $$;

-- The level of an amount against a budget: blocked from exactly the grace threshold and for a budget of
-- zero, critical from exactly the budget, alert from exactly the alert threshold.
CREATE FUNCTION public.wdh_budget_level(spent numeric, budget numeric, alert integer, grace integer)
RETURNS varchar LANGUAGE plpgsql IMMUTABLE SET search_path TO pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE
    WHEN budget = 0 OR spent * 100 >= budget * grace THEN 'blocked'
    WHEN spent >= budget THEN 'critical'
    WHEN spent * 100 >= budget * alert THEN 'alert'
    ELSE 'normal'
  END;
END
$$;

-- When the period after a reset began, and when the next one begins, which is after p_now. Nothing
-- depends on the time zone of the session.
CREATE FUNCTION public.wdh_budget_next_period(
  p_counted_from timestamp with time zone, p_reset_at timestamp with time zone, p_duration varchar,
  p_now timestamp with time zone, OUT started_at timestamp with time zone,
  OUT reset_at timestamp with time zone)
LANGUAGE plpgsql IMMUTABLE SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
  length integer := substring(p_duration from '^[0-9]+')::integer;
  unit text := substring(p_duration from '[a-z]+$');
  seconds numeric;
  due timestamp := p_reset_at AT TIME ZONE 'UTC';
  now timestamp := p_now AT TIME ZONE 'UTC';
  first timestamp := coalesce(p_counted_from AT TIME ZONE 'UTC', due);
  passed integer;
BEGIN
  IF unit <> 'mo' THEN
    seconds := length * CASE unit
      WHEN 's' THEN 1 WHEN 'm' THEN 60 WHEN 'h' THEN 3600 WHEN 'd' THEN 86400 ELSE 604800 END::numeric;
    started_at := p_reset_at + make_interval(secs =>
      (floor(greatest(0, extract(epoch FROM p_now - p_reset_at)) / seconds) * seconds)::double precision);
    reset_at := started_at + make_interval(secs => seconds::double precision);
    RETURN;
  END IF;
  passed := (extract(year FROM due) - extract(year FROM first)) * 12
    + extract(month FROM due) - extract(month FROM first);
  -- Another time was set by hand: months are counted from it.
  IF passed < 0 OR first + make_interval(months => passed) <> due THEN
    first := due;
    passed := 0;
  END IF;
  passed := passed + length * greatest(0, ((extract(year FROM now) - extract(year FROM due)) * 12
    + extract(month FROM now) - extract(month FROM due))::integer / length - 1);
  WHILE first + make_interval(months => passed + length) <= now LOOP
    passed := passed + length;
  END LOOP;
  started_at := (first + make_interval(months => passed)) AT TIME ZONE 'UTC';
  reset_at := (first + make_interval(months => passed + length)) AT TIME ZONE 'UTC';
END
$$;

-- Turns reservations that have expired into entries of their estimates: it is not known whether the
-- provider was paid. One that is moved on or settled at this moment is left for the next time.
CREATE FUNCTION public.wdh_budget_collect(p_tenant varchar, p_until timestamp with time zone)
RETURNS void LANGUAGE sql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
  WITH expired AS (
    SELECT reservation_id FROM public.budget_reservations
    WHERE tenant_id = p_tenant AND expires_at <= p_until
    FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM public.budget_reservations r USING expired e
    WHERE r.reservation_id = e.reservation_id
    RETURNING r.*
  ), entered AS (
    INSERT INTO public.spend_entries (tenant_id, reservation_id, period, execution_id, job_name,
      step_name, row_number, provider, cost, is_estimate, at)
    SELECT g.tenant_id, g.reservation_id, b.period, g.execution_id, g.job_name,
      g.step_name, g.row_number, g.provider, g.amount, true, g.expires_at
    FROM gone g JOIN public.budget_balances b ON b.tenant_id = g.tenant_id
    ON CONFLICT (reservation_id) DO NOTHING
    RETURNING cost
  )
  UPDATE public.budget_balances SET
    spent = spent + (SELECT coalesce(sum(cost), 0) FROM entered),
    reserved = reserved - (SELECT coalesce(sum(amount), 0) FROM gone),
    expires_from = (
      SELECT min(greatest(r.expires_at, p_until + interval '1 second'))
      FROM public.budget_reservations r
      WHERE r.tenant_id = p_tenant AND r.reservation_id NOT IN (SELECT reservation_id FROM gone))
  WHERE tenant_id = p_tenant
$$;

-- What is known about a tenant while its balance is locked.
CREATE TYPE public.wdh_budget_state AS (
  tenant_id varchar,
  -- Where its balance lies: found once, because versions of the row that are kept for a long transaction
  -- are passed over each time.
  place tid,
  now timestamp with time zone,
  period bigint,
  spent numeric,
  reserved numeric,
  expires_from timestamp with time zone,
  alerted_level varchar,
  refused_at timestamp with time zone,
  name text,
  is_active boolean,
  notify_email text,
  alert_threshold integer,
  grace_threshold integer,
  reset_at timestamp with time zone,
  -- With the overrides.
  budget numeric
);

-- Locks the balance of a tenant until the transaction ends, so that its statements are the only ones
-- that change it, and brings it up to date: what has expired is entered, and a period that is due
-- begins. Returns nulls for a tenant that does not exist.
CREATE FUNCTION public.wdh_budget_lock(p_tenant varchar)
RETURNS public.wdh_budget_state
LANGUAGE plpgsql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
  state public.wdh_budget_state;
  duration varchar;
  counted_from timestamp with time zone;
  next record;
BEGIN
  LOOP
    SELECT b.ctid, b.period, b.spent, b.reserved, b.expires_from, b.alerted_level, b.refused_at,
      b.counted_from
    INTO state.place, state.period, state.spent, state.reserved, state.expires_from,
      state.alerted_level, state.refused_at, counted_from
    FROM public.budget_balances b WHERE b.tenant_id = p_tenant FOR UPDATE;
    IF NOT FOUND THEN
      PERFORM FROM public.tenant_configs WHERE tenant_id = p_tenant;
      IF NOT FOUND THEN
        RETURN NULL;
      END IF;
      INSERT INTO public.budget_balances (tenant_id) VALUES (p_tenant) ON CONFLICT DO NOTHING;
      CONTINUE;
    END IF;
    -- After the wait for the lock.
    state.now := clock_timestamp();
    SELECT c.tenant_id, c.name, c.is_active, c.notify_email, c.alert_threshold, c.grace_threshold,
      c.budget_duration, c.budget_reset_at, c.max_budget + coalesce((
        SELECT sum(o.override_amount) FROM public.budget_overrides o
        WHERE o.tenant_id = c.tenant_id AND o.expires_at > state.now), 0)
    INTO state.tenant_id, state.name, state.is_active, state.notify_email, state.alert_threshold,
      state.grace_threshold, duration, state.reset_at, state.budget
    FROM public.tenant_configs c WHERE c.tenant_id = p_tenant;
    IF state.reset_at <= state.now THEN
      -- What expired before belongs to the period that ends.
      IF state.expires_from <= state.reset_at THEN
        PERFORM public.wdh_budget_collect(p_tenant, state.reset_at);
      END IF;
      SELECT * INTO next FROM public.wdh_budget_next_period(
        counted_from, state.reset_at, duration, state.now);
      PERFORM public.wdh_budget_begin_period(p_tenant, next.started_at, next.reset_at, 'wdh');
    ELSIF state.expires_from <= state.now THEN
      PERFORM public.wdh_budget_collect(p_tenant, state.now);
    ELSE
      RETURN state;
    END IF;
  END LOOP;
END
$$;

-- Begins a period with a spend of zero. The balance is locked.
CREATE FUNCTION public.wdh_budget_begin_period(p_tenant varchar,
  p_started_at timestamp with time zone, p_reset_at timestamp with time zone, p_actor text)
RETURNS void LANGUAGE sql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
  INSERT INTO public.audit_log (actor, operation, details, status)
  SELECT p_actor, 'budget.reset', jsonb_build_object('tenant', p_tenant, 'period', b.period,
    'spent', b.spent::text, 'maxBudget', c.max_budget::text, 'periodStartedAt', b.period_started_at,
    'dueAt', c.budget_reset_at, 'nextPeriodStartedAt', p_started_at, 'nextResetAt', p_reset_at), 'success'
  FROM public.budget_balances b JOIN public.tenant_configs c USING (tenant_id)
  WHERE b.tenant_id = p_tenant;
  UPDATE public.budget_balances SET period = period + 1, period_started_at = p_started_at, spent = 0,
    alerted_level = 'normal', refused_at = NULL
  WHERE tenant_id = p_tenant;
  UPDATE public.tenant_configs SET budget_reset_at = p_reset_at WHERE tenant_id = p_tenant;
$$;

-- The budget of a tenant with its overrides.
CREATE FUNCTION public.wdh_budget_limit(p_tenant varchar, p_now timestamp with time zone)
RETURNS numeric LANGUAGE sql STABLE SET search_path TO pg_catalog, pg_temp AS $$
  SELECT c.max_budget + coalesce((
    SELECT sum(o.override_amount) FROM public.budget_overrides o
    WHERE o.tenant_id = c.tenant_id AND o.expires_at > p_now), 0)
  FROM public.tenant_configs c WHERE c.tenant_id = p_tenant
$$;

-- Writes a changed balance, records an alert if the spend has reached a higher level than any alert of
-- the period, and returns the balance as JSON. The balance is locked.
CREATE FUNCTION public.wdh_budget_write(state public.wdh_budget_state, p_event varchar, p_outcome text)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
  levels constant varchar[] := ARRAY['normal', 'alert', 'critical', 'blocked'];
  reached varchar;
  is_raised boolean;
BEGIN
  IF state.tenant_id IS NULL THEN
    RETURN jsonb_build_object('outcome', 'unknown');
  END IF;
  reached := public.wdh_budget_level(
    state.spent, state.budget, state.alert_threshold, state.grace_threshold);
  is_raised := array_position(levels, reached) > array_position(levels, state.alerted_level);
  IF is_raised THEN
    state.alerted_level := reached;
    INSERT INTO public.budget_alert_history
      (tenant_id, event_type, spend, max_budget, percentage, created_at)
    VALUES (state.tenant_id, p_event, state.spent, state.budget,
      CASE WHEN state.budget > 0 THEN div(state.spent * 10000, state.budget) * 0.01 END, state.now);
    INSERT INTO public.audit_log (at, actor, operation, details, status)
    VALUES (state.now, 'wdh', 'budget.alert', jsonb_build_object('tenant', state.tenant_id,
      'eventType', p_event, 'level', reached, 'spent', state.spent::text,
      'budget', state.budget::text), 'success');
  END IF;
  UPDATE public.budget_balances b SET spent = state.spent, reserved = state.reserved,
    expires_from = state.expires_from, alerted_level = state.alerted_level,
    refused_at = state.refused_at
  WHERE b.ctid = state.place
    AND (b.spent, b.reserved, b.expires_from, b.alerted_level, b.refused_at) IS DISTINCT FROM
      (state.spent, state.reserved, state.expires_from, state.alerted_level, state.refused_at);
  RETURN jsonb_build_object('outcome', p_outcome, 'name', state.name,
    'notifyEmail', state.notify_email, 'spent', state.spent::text,
    'reserved', state.reserved::text, 'budget', state.budget::text,
    'graceThreshold', state.grace_threshold, 'resetsAt', state.reset_at,
    'raisedTo', CASE WHEN is_raised THEN reached END, 'at', state.now);
END
$$;

-- Reserves an amount for a call, if it fits below the grace limit. The spend that a gateway knows
-- counts where it is higher. The same call twice reserves once.
CREATE FUNCTION public.wdh_budget_reserve(p_id uuid, p_tenant varchar, p_amount numeric,
  p_known_spend numeric, p_lifetime interval, p_execution varchar, p_job varchar, p_step text,
  p_row bigint, p_provider text)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
  state public.wdh_budget_state := public.wdh_budget_lock(p_tenant);
  grace_limit numeric;
  used numeric;
BEGIN
  IF NOT state.is_active THEN
    RETURN jsonb_build_object('outcome', 'inactive');
  END IF;
  PERFORM FROM public.budget_reservations WHERE reservation_id = p_id;
  IF FOUND OR state.tenant_id IS NULL THEN
    RETURN public.wdh_budget_write(state, 'spend', 'reserved');
  END IF;
  grace_limit := state.budget * state.grace_threshold * 0.01;
  used := greatest(state.spent, p_known_spend) + state.reserved;
  IF used < grace_limit AND used + p_amount <= grace_limit THEN
    INSERT INTO public.budget_reservations (reservation_id, tenant_id, amount, created_at, expires_at,
      execution_id, job_name, step_name, row_number, provider)
    VALUES (p_id, p_tenant, p_amount, state.now, state.now + p_lifetime,
      p_execution, p_job, p_step, p_row, p_provider);
    state.reserved := state.reserved + p_amount;
    state.expires_from := least(state.expires_from, state.now + p_lifetime);
    RETURN public.wdh_budget_write(state, 'spend', 'reserved');
  END IF;
  IF state.refused_at IS NULL THEN
    state.refused_at := state.now;
    INSERT INTO public.audit_log (at, actor, operation, details, status)
    VALUES (state.now, 'wdh', 'budget.block', jsonb_strip_nulls(jsonb_build_object('tenant', p_tenant,
      'spent', state.spent::text, 'knownSpend', p_known_spend::text,
      'reserved', state.reserved::text, 'estimate', p_amount::text, 'graceLimit', grace_limit::text,
      'executionId', p_execution, 'job', p_job, 'step', p_step)), 'refused');
  END IF;
  RETURN public.wdh_budget_write(state, 'spend', 'refused');
END
$$;

-- Enters the cost of a call once, and ends its reservation; a cost of null gives the amount back. A
-- call whose reservation has expired has an entry of its estimate, which is corrected.
CREATE FUNCTION public.wdh_budget_settle(p_id uuid, p_tenant varchar, p_cost numeric, p_units numeric,
  p_is_estimate boolean, p_execution varchar, p_job varchar, p_step text, p_row bigint,
  p_provider text)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
  state public.wdh_budget_state := public.wdh_budget_lock(p_tenant);
  held numeric;
  entry public.spend_entries;
BEGIN
  DELETE FROM public.budget_reservations WHERE reservation_id = p_id AND tenant_id = p_tenant
  RETURNING amount INTO held;
  state.reserved := state.reserved - coalesce(held, 0);
  SELECT * INTO entry FROM public.spend_entries WHERE reservation_id = p_id;
  IF entry.is_estimate THEN
    UPDATE public.spend_entries SET cost = coalesce(p_cost, 0), units = p_units,
      is_estimate = p_is_estimate
    WHERE entry_id = entry.entry_id;
    IF entry.period = state.period THEN
      state.spent := state.spent + coalesce(p_cost, 0) - entry.cost;
    END IF;
  ELSIF entry.entry_id IS NULL AND p_cost IS NOT NULL AND state.tenant_id IS NOT NULL THEN
    INSERT INTO public.spend_entries (tenant_id, reservation_id, period, execution_id, job_name,
      step_name, row_number, provider, units, cost, is_estimate, at)
    VALUES (p_tenant, p_id, state.period, p_execution, p_job, p_step, p_row, p_provider, p_units,
      p_cost, p_is_estimate, state.now);
    state.spent := state.spent + p_cost;
  END IF;
  RETURN public.wdh_budget_write(state, 'spend', 'settled');
END
$$;

-- After a budget was changed: a lower level is reached anew, and the next refusal is recorded. The
-- balance is locked.
CREATE FUNCTION public.wdh_budget_rejudge(p_tenant varchar)
RETURNS void LANGUAGE sql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
  WITH judged AS (
    SELECT public.wdh_budget_level(b.spent, public.wdh_budget_limit(p_tenant, clock_timestamp()),
      c.alert_threshold, c.grace_threshold) AS level
    FROM public.budget_balances b JOIN public.tenant_configs c USING (tenant_id)
    WHERE b.tenant_id = p_tenant
  )
  UPDATE public.budget_balances b SET refused_at = NULL, alerted_level = CASE
    WHEN array_position(ARRAY['normal', 'alert', 'critical', 'blocked']::varchar[], judged.level)
      < array_position(ARRAY['normal', 'alert', 'critical', 'blocked']::varchar[], b.alerted_level)
    THEN judged.level ELSE b.alerted_level END
  FROM judged WHERE b.tenant_id = p_tenant
$$;
