export type { BudgetAlert, Notifier } from './alerts/budget-alert.js';
export type { Budget, ListTenantsOptions } from './budget.js';
export { budgetMigrations } from './budget-migrations.js';
export type { BudgetReader } from './queries/budget-reader.js';
export type { BudgetForecast } from './queries/forecast-of.js';
export type { TenantForecast } from './queries/forecasts.js';
export type { ListAlertsOptions, RecordedAlert } from './queries/list-alerts.js';
export type { ListEntriesOptions, SpendEntries, SpendEntry } from './queries/list-entries.js';
export type { BudgetOverride, ListOverridesOptions } from './queries/list-overrides.js';
export type { SpendByDayOptions, SpendDay } from './queries/spend-by-day.js';
export type { SpendByStepOptions, StepSpending } from './queries/spend-by-step.js';
export type { BudgetLevel } from './rules/budget-level.js';
export type { BudgetStatus } from './status/budget-status.js';
export type { Claim, KeyValueStore } from './store/key-value-store.js';
export { postgresStore, type PostgresStoreOptions } from './store/postgres-store.js';
export type { AnswerCacheOptions } from './paid-step/answer-cache-options.js';
export { paidStep } from './paid-step/paid-step.js';
export type { PaidCall, PaidStepOptions, StepBudget } from './paid-step/paid-step-options.js';
export type {
  Gateway,
  GatewayCall,
  KeyLimits,
  SpendOfKey,
  VirtualKey,
} from './gateway/port/gateway.js';
export type { SecretStore } from './gateway/keys/key-vault.js';
export { liteLlmGateway, type LiteLlmGatewayOptions } from './gateway/lite-llm/lite-llm-gateway.js';
export type { BasicCredentials, BasicLogins } from './webhook/auth/basic-check.js';
export {
  type BudgetWebhook,
  type BudgetWebhookOptions,
  createBudgetWebhook,
} from './webhook/create-budget-webhook.js';
export {
  serveBudgetWebhook,
  type ServeWebhookOptions,
  type WebhookServer,
} from './webhook/serve/serve-budget-webhook.js';
export { createNotifier, type NotifierOptions } from './notices/create-notifier.js';
export { mailChannel, type MailChannelOptions } from './notices/mail/mail-channel.js';
export type { NoticeFacts } from './notices/content/notice-facts.js';
export type { Notice } from './notices/notice.js';
export type { NoticeChannel, NoticeDelivery } from './notices/notice-channel.js';
export { slackChannel, type SlackChannelOptions } from './notices/slack/slack-channel.js';
export type { LlmClient } from './gateway/tenant-gateway.js';
export { openBudget, type OpenBudgetOptions } from './open-budget.js';
export { BudgetExceededError, type ExceededBudget } from './spend/budget-exceeded-error.js';
export type { Amount } from './money/amount.js';
export type { CallCost, SpendOrigin } from './spend/paid-call.js';
export type { SpendOptions } from './spend/spend-options.js';
export type { NewOverride } from './tenants/add-override.js';
export type { ResetOptions } from './tenants/reset-budget.js';
export type { NewTenant, TenantChanges, TenantSettings } from './tenants/tenant-settings.js';
export type { BudgetServiceSettings } from './configured/budget-service-settings.js';
export {
  type BudgetServices,
  type BudgetServicesOptions,
  openBudgetServices,
} from './configured/open-budget-services.js';
export {
  type ConfiguredBudgetOptions,
  openConfiguredBudget,
} from './configured/open-configured-budget.js';
