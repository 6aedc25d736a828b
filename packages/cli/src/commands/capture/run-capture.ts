import { checkRequest, loggedError, type RunHost } from '@wdh/job';
import { exitCodes } from '@wdh/pipeline-core';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import type { CommandContext } from '../../context/command-context.js';
import { makeHome } from '../../host/make-home.js';
import { describeError } from '../../outcome/describe-error.js';
import { InterruptedError } from '../../outcome/interrupted-error.js';
import type { CaptureSession } from './capture-session.js';
import { findFeed } from './find-feed.js';
import { listFeeds } from './list-feeds.js';
import { openCapture, type SegmentChoices } from './open-capture.js';
import { type CaptureChoices, planCapture, shownAddress } from './plan-capture.js';
import { showProgress } from './report/capture-progress.js';
import { reportCapture } from './report/report-capture.js';

/** The options of `wdh capture`. */
export interface CaptureOptions extends CaptureChoices, SegmentChoices {
  readonly for?: number;
  readonly load: boolean;
  readonly quiet: boolean;
}

/** Captures a feed until it is asked to end, and returns the exit code; without a name, lists the feeds. */
export async function runCapture(
  context: CommandContext,
  name: string | undefined,
  options: CaptureOptions,
): Promise<number> {
  if (name === undefined) return listFeeds(context);
  const feed = findFeed(await context.project(), name);
  const { settings, signal, terminal } = context;
  const { url = settings.captureUrl } = options;
  const plan = planCapture(
    feed,
    { ...options, ...(url === undefined ? {} : { url }) },
    settings.wdhHome,
  );
  await checkRequest(feed.job, { ...plan.request, input: plan.folder });
  if (options.folder === undefined) makeHome(settings.wdhHome);
  const logger = context.logger.bind({ feed: feed.name });
  const loading = options.load ? new CaptureDatabase(context) : null;
  const host = loading === null ? null : () => loading.open();
  const started = performance.now();
  try {
    const capture = await openCapture({ feed, plan, choices: options, host, logger });
    const { session } = capture;
    const isQuiet = options.quiet || context.isJson;
    try {
      logger.info('capture.started', { address: shownAddress(plan.url), folder: plan.folder });
      const welcome = `Capturing ${feed.name} from ${shownAddress(plan.url)} into ${plan.folder}. End with Ctrl+C.\n`;
      if (!isQuiet) await terminal.printTo('stderr', welcome);
      const progress = isQuiet ? null : showProgress(terminal, () => session.moment);
      await session.run(signal, options.for).finally(() => progress?.[Symbol.dispose]());
    } finally {
      await capture.close();
    }
    const { counts } = session;
    const error = errorOf(session, signal);
    const durationMs = performance.now() - started;
    logger.info('capture.ended', { ...counts, error: error === null ? null : loggedError(error) });
    await reportCapture(context, {
      ...{ feed: feed.name, folder: plan.folder, durationMs, counts, error },
    });
    if (error !== null) return describeError(error).exitCode;
    return counts.segments.failed > 0 ? exitCodes.data : 0;
  } finally {
    await loading?.close();
  }
}

/** The first signal is a request to end, and no failure. */
function errorOf({ error }: CaptureSession, signal: AbortSignal): unknown {
  if (error !== null) return error;
  return signal.aborted && !(signal.reason instanceof InterruptedError) ? signal.reason : null;
}

/** The database of a capture, whose runs share one loader. */
class CaptureDatabase {
  readonly #context: CommandContext;
  #loader: WarehouseLoader | null = null;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /** Starts the local server where no database is named. */
  async open(): Promise<RunHost> {
    const { settings, logger } = this.#context;
    const connectionUrl = await this.#context.connectionUrl();
    const { dbPoolSize: poolSize, dbBatchSize: batchSize } = settings;
    const loader = new WarehouseLoader({ connectionUrl, poolSize, batchSize, logger });
    this.#loader = loader;
    return { connectionUrl, loader, batchSize, logger };
  }

  async close(): Promise<void> {
    await this.#loader?.close();
  }
}
