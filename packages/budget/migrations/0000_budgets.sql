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
  -- Such as 30d, 12h or 1mo.
  budget_duration varchar(20) NOT NULL DEFAULT '30d',
  -- When the next period begins; null: the budget is for ever.
  budget_reset_at timestamp with time zone,
  litellm_key_last_reset timestamp with time zone,
  CONSTRAINT tenant_configs_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT tenant_configs_max_budget_check
    CHECK (max_budget OPERATOR(pg_catalog.>=) 0 AND max_budget OPERATOR(pg_catalog.<>) 'NaN'),
  CONSTRAINT tenant_configs_alert_threshold_check CHECK (alert_threshold BETWEEN 50 AND 100),
  CONSTRAINT tenant_configs_grace_threshold_check CHECK (grace_threshold BETWEEN 100 AND 150)
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

-- The spend of each tenant in the current period: the sum of its entries since then. Its row is locked
-- while an amount is reserved, so that callers at the same time cannot both take the last of a budget.
CREATE TABLE public.budget_balances (
  tenant_id varchar(100) NOT NULL,
  period_started_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  spent numeric NOT NULL DEFAULT 0,
  CONSTRAINT budget_balances_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT budget_balances_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs,
  CONSTRAINT budget_balances_spent_check
    CHECK (spent OPERATOR(pg_catalog.>=) 0 AND spent OPERATOR(pg_catalog.<>) 'NaN')
);

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
CREATE INDEX budget_reservations_tenant_idx ON public.budget_reservations USING btree (tenant_id, expires_at);

-- What was spent, one row for each paid call.
CREATE TABLE public.spend_entries (
  entry_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  tenant_id varchar(100) NOT NULL,
  -- That of the call, so that it is entered once.
  reservation_id uuid NOT NULL,
  -- The run, its job and step, and the record of its input; null for calls outside of runs.
  execution_id varchar(100),
  job_name varchar(100),
  step_name text,
  row_number bigint,
  provider text,
  -- Such as tokens; null if not known.
  units numeric,
  cost numeric NOT NULL,
  -- Whether the cost is the estimate: the process of the call ended before it was settled.
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
  event_type varchar(50) NOT NULL,
  spend numeric NOT NULL,
  max_budget numeric NOT NULL,
  percentage numeric NOT NULL,
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
