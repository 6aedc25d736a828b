-- Deliveries of the webhook that were answered, so that a repeated one changes nothing.
CREATE TABLE public.budget_webhook_deliveries (
  -- SHA-256 of the bytes of the body.
  body_digest bytea NOT NULL,
  -- Of the attempt that stored it, which may ask again if it lost its answer.
  attempt uuid NOT NULL,
  received_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  -- Whether it reached a level, and the notifier does not have the alert yet.
  is_notice_due boolean NOT NULL,
  CONSTRAINT budget_webhook_deliveries_pkey PRIMARY KEY (body_digest)
);
CREATE INDEX budget_webhook_deliveries_received_idx
  ON public.budget_webhook_deliveries USING btree (received_at);

-- Stores a delivery: its mark, its entry in the audit log, and an alert if the spend reaches a level of
-- the first tenant that an id names. A delivery that was stored before changes nothing, except that its
-- notice is handed out again where the process that stored it has not confirmed it. An event
-- without ids is only recorded.
CREATE FUNCTION public.wdh_budget_deliver(p_digest bytea, p_attempt uuid, p_retention interval,
  p_ids jsonb, p_event varchar, p_spent numeric, p_details jsonb, p_is_lost boolean)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SET search_path TO pg_catalog, pg_temp AS $$
DECLARE
  now constant timestamp with time zone := clock_timestamp();
  config public.tenant_configs;
  budget numeric;
  reached varchar := 'normal';
  outcome text := 'stored';
BEGIN
  IF jsonb_array_length(p_ids) > 0 THEN
    SELECT c.* INTO config
    FROM jsonb_array_elements_text(p_ids) WITH ORDINALITY AS named (id, place)
    JOIN public.tenant_configs c ON c.tenant_id = named.id
    ORDER BY named.place LIMIT 1;
    IF NOT FOUND THEN
      RETURN jsonb_build_object('outcome', 'unknown');
    END IF;
    IF NOT config.is_active THEN
      RETURN jsonb_build_object('outcome', 'inactive');
    END IF;
    budget := public.wdh_budget_limit(config.tenant_id, now);
    reached := public.wdh_budget_level(
      p_spent, budget, config.alert_threshold, config.grace_threshold);
  END IF;
  -- The second of two at the same time waits here for the first.
  INSERT INTO public.budget_webhook_deliveries AS mark (body_digest, attempt, received_at, is_notice_due)
  VALUES (p_digest, p_attempt, now, reached <> 'normal')
  ON CONFLICT (body_digest) DO UPDATE SET attempt = excluded.attempt,
    received_at = excluded.received_at, is_notice_due = excluded.is_notice_due
  WHERE mark.received_at <= now - p_retention;
  IF NOT FOUND THEN
    IF NOT EXISTS (SELECT FROM public.budget_webhook_deliveries
        WHERE body_digest = p_digest AND attempt = p_attempt) THEN
      outcome := 'duplicate';
      -- A process hands a notice over at once, or has ended.
      UPDATE public.budget_webhook_deliveries SET is_notice_due = false
      WHERE body_digest = p_digest AND is_notice_due
        AND (p_is_lost OR received_at < now - interval '30 seconds');
      IF NOT FOUND THEN
        reached := 'normal';
      END IF;
    END IF;
  ELSIF reached = 'normal' THEN
    INSERT INTO public.audit_log (at, actor, operation, details, status)
    VALUES (now, 'webhook', 'budget.webhook',
      p_details || jsonb_build_object('tenant', config.tenant_id), 'ignored');
  ELSE
    INSERT INTO public.budget_alert_history
      (tenant_id, event_type, spend, max_budget, percentage, created_at)
    VALUES (config.tenant_id, p_event, p_spent, budget,
      CASE WHEN budget > 0 THEN div(p_spent * 10000, budget) * 0.01 END, now);
    INSERT INTO public.audit_log (at, actor, operation, details, status)
    VALUES (now, 'webhook', 'budget.alert', p_details || jsonb_build_object(
      'tenant', config.tenant_id, 'eventType', p_event, 'level', reached, 'spent', p_spent::text,
      'budget', budget::text), 'success');
  END IF;
  RETURN jsonb_build_object('outcome', outcome, 'tenant', config.tenant_id, 'name', config.name,
    'notifyEmail', config.notify_email, 'spent', p_spent::text, 'budget', budget::text,
    'graceThreshold', config.grace_threshold, 'resetsAt', config.budget_reset_at,
    'raisedTo', nullif(reached, 'normal'), 'at', now);
END
$$;
