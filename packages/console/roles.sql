-- Creates the role of the console, and grants what it needs. Run it as the owner of the tables, or as a
-- superuser, after wdh migrate, and again after each update; then give the role a password.
--
--   wdh_console  reads the records of runs, budgets, and rejected rows with their values; submits and
--                cancels runs; stores its sessions, and adds to its audit. It reads and writes no loaded table:
--                runs that the console runs itself use the login of DATABASE_URL.

do $$
declare
  budget_tables constant text[] := array['tenant_configs', 'budget_overrides', 'budget_balances',
    'budget_reservations', 'spend_entries', 'budget_alert_history'];
  queue_tables constant text[] := array['wdh_schedules', 'wdh_schedule_ticks', 'wdh_watched_files'];
  one text;
begin
  if to_regclass('public.wdh_console_sessions') is null then
    raise exception 'The tables of the console are missing. Run wdh migrate first.';
  end if;
  if to_regrole('wdh_console') is null then create role wdh_console login; end if;
  execute format('grant connect on database %I to wdh_console', current_database());

  grant usage on schema public to wdh_console;
  grant select on public.schema_migrations, public.pipeline_executions, public.run_steps,
    public.run_events, public.data_quality_metrics, public.rejected_rows to wdh_console;
  -- A run is submitted by its record, and cancelled by it.
  grant insert, update on public.pipeline_executions to wdh_console;
  grant select, insert, update, delete on public.wdh_console_sessions to wdh_console;
  grant select, insert on public.wdh_console_audit to wdh_console;

  -- Where a queue is used.
  foreach one in array queue_tables loop
    if to_regclass('public.' || one) is not null then
      execute format('grant select on public.%I to wdh_console', one);
    end if;
  end loop;
  if to_regclass('public.wdh_schedules') is not null then
    grant insert, update on public.wdh_schedules to wdh_console;
  end if;
  if to_regnamespace('wdh_queue') is not null then
    grant usage on schema wdh_queue to wdh_console;
    grant select, insert, update, delete on all tables in schema wdh_queue to wdh_console;
    grant usage on all sequences in schema wdh_queue to wdh_console;
  end if;

  -- Where budgets are used: it reads them.
  foreach one in array budget_tables loop
    if to_regclass('public.' || one) is not null then
      execute format('grant select on public.%I to wdh_console', one);
    end if;
  end loop;
end
$$;
