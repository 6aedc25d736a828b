import type { SegmentFolder as Folder } from '@wdh/capture';
import type { Feed, RunHost } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import { type CaptureLoading, CaptureSession } from './capture-session.js';
import { importCapture } from './import-capture.js';
import type { CapturePlan } from './plan-capture.js';
import { prepareDatabase } from './prepare-database.js';
import { SegmentRuns } from './segment-runs.js';

/** When segments are closed and deleted. */
export interface SegmentChoices {
  readonly segmentSeconds: number;
  readonly segmentMb: number;
  readonly syncSeconds: number;
  readonly keep?: number;
}

/** What a capture needs of its process. */
export interface CaptureNeeds {
  readonly feed: Feed;
  readonly plan: CapturePlan;
  readonly choices: SegmentChoices;
  /** Returns what the runs share; null: segments are not loaded. */
  readonly host: (() => Promise<RunHost>) | null;
  readonly logger: Logger;
}

/** A capture that may begin. */
export interface OpenCapture {
  readonly session: CaptureSession;
  /** Unlocks the folder. */
  close(): Promise<void>;
}

/**
 * Locks and recovers the folder of a capture, and prepares the connection.
 *
 * @throws WdhError `CAPTURE_FOLDER_IN_USE`, `CAPTURE_FOLDER_UNUSABLE`, `FEED_URL_INVALID` and others
 */
export async function openCapture(needs: CaptureNeeds): Promise<OpenCapture> {
  const { feed, plan, choices, logger } = needs;
  const { FeedConnection, SegmentFolder, SegmentLoads } = await importCapture();
  const connect = (folder?: Folder) =>
    new FeedConnection({
      url: plan.url,
      subscribe: plan.subscribe,
      headers: feed.headers,
      ...(feed.silenceMs === null ? {} : { silenceMs: feed.silenceMs }),
      sequenceOf: feed.sequenceOf ?? undefined,
      onMessages: (messages) => folder?.writer.write(messages),
      logger,
    });
  // A wrong address is reported before anything is created.
  connect();
  const folder = await SegmentFolder.open({
    path: plan.folder,
    feed: feed.name,
    maxAgeMs: 1_000 * choices.segmentSeconds,
    maxBytes: 1_000_000 * choices.segmentMb,
    syncEveryMs: 1_000 * choices.syncSeconds,
    keepDays: choices.keep,
    logger,
    onClosed: () => loading?.loads.look(),
  });
  let loading: CaptureLoading | null = null;
  try {
    const host = (await needs.host?.()) ?? null;
    if (host !== null) {
      const runs = new SegmentRuns({ feed, request: plan.request, host });
      loading = {
        runs,
        loads: new SegmentLoads({ folder, load: runs.load, logger }),
        prepare: () => prepareDatabase(host, feed.job, logger),
      };
    }
    const session = new CaptureSession({ folder, connection: connect(folder), loading, logger });
    return { session, close: () => folder.close() };
  } catch (error) {
    await folder.close();
    throw error;
  }
}
