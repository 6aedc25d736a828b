DROP TABLE public.audit_log;
DROP TABLE public.budget_alert_history;
DROP TABLE public.spend_entries;
DROP TABLE public.budget_reservations;
DROP TABLE public.budget_balances;
DROP TABLE public.budget_overrides;
DROP TABLE public.tenant_configs;
