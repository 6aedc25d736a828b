DROP TABLE public.budget_store_claims;
DROP TABLE public.budget_store_values;
