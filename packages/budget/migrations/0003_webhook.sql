-- Deliveries of the webhook that were answered, so that a repeated one changes nothing.
CREATE TABLE public.budget_webhook_deliveries (
  -- SHA-256 of the bytes of the body.
  body_digest bytea NOT NULL,
  received_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  -- Whether it reached a level, and the notifier does not have the alert yet.
  is_notice_due boolean NOT NULL,
  CONSTRAINT budget_webhook_deliveries_pkey PRIMARY KEY (body_digest)
);
CREATE INDEX budget_webhook_deliveries_received_idx
  ON public.budget_webhook_deliveries USING btree (received_at);
