DROP FUNCTION public.wdh_budget_deliver(bytea, uuid, interval, jsonb, varchar, numeric, jsonb, boolean);
DROP TABLE public.budget_webhook_deliveries;
