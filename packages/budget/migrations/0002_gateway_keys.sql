-- The virtual key of each tenant at the gateway for language models, and what was last set for it there.
CREATE TABLE public.budget_gateway_keys (
  tenant_id varchar(100) NOT NULL,
  key_alias text NOT NULL,
  -- SHA-256 of the key in hexadecimal, by which the gateway knows it too.
  key_hash text NOT NULL,
  -- The encrypted key; null: it is in a secret store.
  sealed_key text,
  created_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  -- When the gateway has confirmed the key; null: not yet.
  made_at timestamp with time zone,
  max_budget numeric,
  soft_budget numeric,
  is_blocked boolean NOT NULL DEFAULT false,
  CONSTRAINT budget_gateway_keys_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT budget_gateway_keys_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_configs
);
