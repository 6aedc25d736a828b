import { createRecordingLogger, type RecordingLogger } from '@wdh/pipeline-core/testing';
import {
  type BudgetAlert,
  createNotifier,
  type NoticeChannel,
  type NotifierOptions,
} from '../../../src/index.js';
import { alertOf } from './budget-alerts.js';

/** Sends a notice through channels, waits until it is sent or lost, and returns the log. */
export async function notifyOnce(
  channels: readonly NoticeChannel[],
  alert: Partial<BudgetAlert> = {},
  options: Partial<NotifierOptions> = {},
): Promise<RecordingLogger> {
  const logger = createRecordingLogger();
  const notifier = createNotifier({ channels, logger, retryDelayMs: 0, ...options });
  notifier.notify(alertOf(alert));
  await notifier.close();
  return logger;
}

/** Why a channel failed, as the log says. */
export const failureOf = (logger: RecordingLogger): unknown =>
  logger.events.find(({ event }) => event === 'budget.notice.failed')?.context['reason'];
