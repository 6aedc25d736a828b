import { join, resolve } from 'node:path';
import type { Feed, RunRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { fitParams } from '../../job-command/fit-params.js';

/** What the command line says about a capture. */
export interface CaptureChoices {
  readonly url?: string;
  readonly topics?: readonly string[];
  readonly folder?: string;
  readonly param?: Readonly<Record<string, unknown>>;
}

/** What is captured, from where and into which folder. */
export interface CapturePlan {
  readonly url: string;
  readonly subscribe: readonly string[];
  readonly folder: string;
  /** The request of each run, without its input. */
  readonly request: RunRequest;
}

/**
 * Combines a feed with what the command line says about it.
 *
 * @throws WdhError `USAGE` or `PARAMETERS_INVALID` (usage)
 */
export function planCapture(feed: Feed, choices: CaptureChoices, home: string): CapturePlan {
  const { topics: chosen, param = {} } = choices;
  if (chosen !== undefined && feed.topics === null) {
    throw usage(`The feed ${feed.name} has no topics: leave --topics out.`);
  }
  const topics = chosen ?? feed.topics ?? [];
  const subscribe = feed.subscribeTo(topics);
  if (choices.url !== undefined && chosen !== undefined && feed.hasTopicsInUrl) {
    throw usage(
      `The address of the feed ${feed.name} contains its topics: give --topics, or an address by --url or CAPTURE_URL, not both.`,
    );
  }
  const url = choices.url ?? feed.urlOf(topics);
  if (url === null) {
    throw usage(`The feed ${feed.name} has no address: name it with --url wss://…`);
  }
  const params = { ...feed.params, ...fitParams(feed.job, param) };
  const hasParams = Object.keys(params).length > 0;
  return {
    url,
    subscribe,
    folder: resolve(choices.folder ?? join(home, 'capture', feed.name)),
    // However bad the messages are, the capture continues.
    request: { onBadRow: 'collect', errorThreshold: 1, ...(hasParams ? { params } : {}) },
  };
}

/** Returns the part of an address that may be shown: paths and queries may contain keys. */
export function shownAddress(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address === null ? 'an address that is not valid' : `${address.protocol}//${address.host}`;
}

function usage(summary: string): WdhError {
  return new WdhError(summary, { code: 'USAGE', category: 'usage' });
}
