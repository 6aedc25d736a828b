import { guardedLogger, type Logger, silentLogger } from '@wdh/pipeline-core';
import type { Notifier } from '../alerts/budget-alert.js';
import type { KeyValueStore } from '../store/key-value-store.js';
import { BackgroundNotifier } from './background-notifier.js';
import type { NoticeChannel } from './notice-channel.js';
import { noticeOptionInvalid } from './notice-option-error.js';

/** Options of {@link createNotifier}. */
export interface NotifierOptions {
  /** Where notices go, such as {@link mailChannel}. None: a preview of each is logged. */
  readonly channels: readonly NoticeChannel[];
  /** Where it is claimed that a notice is sent, for all processes. It is not closed. Default: this process alone. */
  readonly store?: KeyValueStore | undefined;
  readonly logger?: Logger | undefined;
  /** How long notices of the same level and tenant are held back. Milliseconds, default 3,600,000. */
  readonly repeatAfterMs?: number | undefined;
  /** Longest attempt of a channel. Milliseconds, default 20,000. */
  readonly attemptTimeoutMs?: number | undefined;
  /** Wait before the second attempt, if the server asks for no other. Milliseconds, default 5,000. */
  readonly retryDelayMs?: number | undefined;
  /** Longest wait for the store. Milliseconds, default 5,000. */
  readonly storeTimeoutMs?: number | undefined;
  /** How long `close` waits for notices that are being sent. Milliseconds, default 25,000. */
  readonly closeTimeoutMs?: number | undefined;
}

/** Longest delay of a timer. */
const longestDelayMs = 2_147_483_647;

/**
 * Creates a notifier, which sends notices about alerts in the background: one of each level and tenant
 * within an hour, through all channels. What fails is logged, and never thrown.
 *
 * @throws WdhError `NOTICE_OPTION_INVALID`
 * @example
 * const notifier = createNotifier({
 *   channels: [mailChannel({ url, from: 'budgets@example.org', to: 'ops@example.org' })],
 *   store: postgresStore({ connectionUrl }),
 *   logger,
 * });
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const {
    channels,
    store,
    logger = silentLogger,
    repeatAfterMs = 3_600_000,
    attemptTimeoutMs = 20_000,
    retryDelayMs = 5_000,
    storeTimeoutMs = 5_000,
    closeTimeoutMs = 25_000,
  } = options;
  const times = { repeatAfterMs, attemptTimeoutMs, retryDelayMs, storeTimeoutMs, closeTimeoutMs };
  for (const [name, ms] of Object.entries(times)) {
    if (!(ms >= 0 && ms <= longestDelayMs)) {
      throw noticeOptionInvalid(`${name} must be from 0 to ${longestDelayMs} milliseconds.`);
    }
  }
  return new BackgroundNotifier({ channels, store, logger: guardedLogger(logger), ...times });
}
