-- Values that processes share until they expire, such as answers that are read often. Expired rows are
-- deleted by the processes that write.
CREATE TABLE public.budget_store_values (
  key varchar(200) COLLATE pg_catalog."C" NOT NULL,
  value text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT budget_store_values_pkey PRIMARY KEY (key)
);
CREATE INDEX budget_store_values_expiry_idx ON public.budget_store_values USING btree (expires_at);

-- What one process at a time may do, such as to send a notice.
CREATE TABLE public.budget_store_claims (
  key varchar(200) COLLATE pg_catalog."C" NOT NULL,
  -- Of the process that claimed it: no other gives it up.
  token uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT budget_store_claims_pkey PRIMARY KEY (key)
);
CREATE INDEX budget_store_claims_expiry_idx ON public.budget_store_claims USING btree (expires_at);
