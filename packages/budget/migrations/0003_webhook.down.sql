DROP TABLE public.budget_webhook_deliveries;
