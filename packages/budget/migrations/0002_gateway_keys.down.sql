DROP TABLE public.budget_gateway_keys;
