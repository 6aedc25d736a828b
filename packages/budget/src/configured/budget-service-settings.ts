/**
 * What a budget uses beside the database: mail, Slack, a gateway, Redis. The settings of `@wdh/config` have
 * these properties.
 */
export interface BudgetServiceSettings {
  /** `SMTP_URL`: the mail server. Default: no mail. */
  readonly smtpUrl?: string | undefined;
  /** `BUDGET_MAIL_FROM`: the sender, needed with a mail server. */
  readonly budgetMailFrom?: string | undefined;
  /** `BUDGET_MAIL_TO`: who receives the notices of all tenants. */
  readonly budgetMailTo?: readonly string[] | undefined;
  /** `SLACK_WEBHOOK_URL`. Default: no Slack. */
  readonly slackWebhookUrl?: string | undefined;
  /** `LITELLM_URL`: the gateway. Default: spend is counted by the entries of this package alone. */
  readonly litellmUrl?: string | undefined;
  /** `LITELLM_MASTER_KEY`, needed with a gateway. */
  readonly litellmMasterKey?: string | undefined;
  /** `BUDGET_KEY_SECRET`: encrypts the keys of tenants, needed with a gateway. The first encrypts, each decrypts. */
  readonly budgetKeySecrets?: readonly string[] | undefined;
  /** `REDIS_URL`: remembers notices and values for a while. Default: PostgreSQL. */
  readonly redisUrl?: string | undefined;
}

/** Finds settings that lack one another, in words for the person who sets them. */
export function missingSettings(settings: BudgetServiceSettings): readonly string[] {
  const { smtpUrl, budgetMailFrom, litellmUrl, litellmMasterKey, budgetKeySecrets } = settings;
  return [
    ...(smtpUrl !== undefined && budgetMailFrom === undefined
      ? ['SMTP_URL needs BUDGET_MAIL_FROM, the sender of notices.']
      : []),
    ...(litellmUrl !== undefined && litellmMasterKey === undefined
      ? ['LITELLM_URL needs LITELLM_MASTER_KEY, which makes keys and reads their spend.']
      : []),
    ...(litellmUrl !== undefined && budgetKeySecrets === undefined
      ? ['LITELLM_URL needs BUDGET_KEY_SECRET, which encrypts the keys of tenants.']
      : []),
    ...(litellmUrl === undefined && litellmMasterKey !== undefined
      ? ['LITELLM_MASTER_KEY needs LITELLM_URL, the address of the proxy.']
      : []),
  ];
}
