-- Creates the roles of programs that use budgets, and grants what they need. Run it as the owner of the
-- tables, or as a superuser, after wdh migrate, and again after each update.
--
--   wdh_spender         reserves and enters what calls cost: grant it to the login of jobs and workers. It
--                       changes no budget, and no entry of the audit log.
--   wdh_budget_webhook  stores the alerts of a gateway: the login of wdh budget serve --no-migrate. Give it a
--                       password.
--
-- wdh budget set, override and reset change budgets: they use the login that migrates.

do $$
declare
  one text;
begin
  if to_regclass('public.budget_webhook_deliveries') is null then
    raise exception 'The tables of budgets are missing. Run wdh migrate up --budget first.';
  end if;
  if to_regrole('wdh_spender') is null then create role wdh_spender nologin; end if;
  if to_regrole('wdh_budget_webhook') is null then create role wdh_budget_webhook login; end if;
  execute format('grant connect on database %I to wdh_spender, wdh_budget_webhook', current_database());
  grant usage on schema public to wdh_spender, wdh_budget_webhook;

  grant select on public.tenant_configs, public.budget_overrides to wdh_spender, wdh_budget_webhook;
  grant insert, select on public.budget_alert_history, public.audit_log
    to wdh_spender, wdh_budget_webhook;
  foreach one in array array['budget_store_values', 'budget_store_claims'] loop
    execute format('grant select, insert, update, delete on public.%I to wdh_spender, wdh_budget_webhook', one);
  end loop;

  -- A period that is due is begun by the first call of it.
  grant update (budget_reset_at, litellm_key_last_reset) on public.tenant_configs to wdh_spender;
  grant select, insert, update on public.budget_balances to wdh_spender;
  grant select, insert, update, delete on public.budget_reservations to wdh_spender;
  grant select, insert, update on public.spend_entries to wdh_spender;
  grant select, insert, update on public.budget_gateway_keys to wdh_spender;

  grant select, insert, update, delete on public.budget_webhook_deliveries to wdh_budget_webhook;
end
$$;
