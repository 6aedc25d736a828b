/** The name and password of HTTP Basic authentication. */
export interface BasicLogin {
  readonly user: string;
  readonly password: string;
}

/** The settings of budgets: `wdh budget`, and jobs that spend. */
export interface BudgetSettings {
  /**
   * `BUDGET_WEBHOOK_SECRET`: what signs the alerts that `wdh budget serve` takes. Each is accepted, so that
   * one can replace another.
   */
  readonly budgetWebhookSecrets: readonly string[] | undefined;
  /** `BUDGET_WEBHOOK_BASIC`: logins that may deliver alerts without a signature. Contains passwords. */
  readonly budgetWebhookBasic: readonly BasicLogin[] | undefined;
  /** `BUDGET_KEY_SECRET`: what encrypts the keys of tenants; the first encrypts, each decrypts. */
  readonly budgetKeySecrets: readonly string[] | undefined;
  /** `BUDGET_MAIL_FROM`: the sender of notices. */
  readonly budgetMailFrom: string | undefined;
  /** `BUDGET_MAIL_TO`: who receives each notice, beside the address of the tenant. */
  readonly budgetMailTo: readonly string[] | undefined;
  /** `SMTP_URL`: the server that sends notices by mail. Contains a password. */
  readonly smtpUrl: string | undefined;
  /** `SLACK_WEBHOOK_URL`: where notices for Slack go. A secret: it needs no login. */
  readonly slackWebhookUrl: string | undefined;
  /** `LITELLM_URL`: the gateway for language models. */
  readonly litellmUrl: string | undefined;
  /** `LITELLM_MASTER_KEY`: its key for administration. */
  readonly litellmMasterKey: string | undefined;
  /** `REDIS_URL`: what remembers notices and values for a while; default PostgreSQL. Contains a password. */
  readonly redisUrl: string | undefined;
}
