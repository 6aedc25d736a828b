import type { IncomingMessage } from 'node:http';
import { executeWithRetry, WdhError } from '@wdh/pipeline-core';
import { withHead } from '../bytes/with-head.js';
import { contentKind, contentKindBytes } from '../compression/content-kind.js';
import { type CompleteDownloadOptions, completeDownload } from '../input/download-options.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import type { Origin } from '../spool/origin.js';
import { spool, type SpoolFile } from '../spool/spool-file.js';
import { downloadFailed, pageInstead } from './download-errors.js';
import { showAddress } from './remote-address.js';
import { request } from './request.js';
import { responseBytes } from './response-bytes.js';

/**
 * Returns the origin of a file on a server. It is downloaded from its beginning in each attempt, and
 * its name is the address without its query.
 *
 * @throws WdhError `INVALID_OPTION` (usage) at once; `DOWNLOAD_FAILED`, `CONTENT_NOT_SUPPORTED`,
 * `COMPRESSION_DAMAGED`, `FILE_NOT_WRITABLE` (file) on copying
 */
export function downloadOrigin(url: URL, origin: OriginOptions): Origin {
  const name = showAddress(url);
  const options = completeDownload(origin.download);
  const { temporaryFolder } = origin;
  return {
    name,
    copy: (onProgress, signal) =>
      copyOf({ url, name, options, temporaryFolder, onProgress }, signal),
  };
}

interface Download {
  readonly url: URL;
  readonly name: string;
  readonly options: CompleteDownloadOptions;
  readonly temporaryFolder: string | undefined;
  readonly onProgress: ProgressListener;
}

async function copyOf(download: Download, signal: AbortSignal): Promise<SpoolFile> {
  const { name, options } = download;
  const { maxAttempts, backoffMs, totalTimeoutMs } = options;
  const late = new AbortController();
  const how = `took longer than ${totalTimeoutMs} ms. Raise download.totalTimeoutMs for a large file.`;
  const timer = setTimeout(() => late.abort(downloadFailed(name, how)), totalTimeoutMs);
  const either = AbortSignal.any([signal, late.signal]);
  try {
    return await executeWithRetry(
      () => attempt(download, either),
      { maxAttempts, backoffMs, retriableErrors: [isPassing] },
      { signal: either, operation: 'download' },
    );
  } finally {
    clearTimeout(timer);
  }
}

const isPassing = (error: unknown): boolean => error instanceof WdhError && error.isRetryable;

async function attempt(download: Download, signal: AbortSignal): Promise<SpoolFile> {
  const { url, name, options, temporaryFolder, onProgress } = download;
  const response = await request(url, name, options, signal);
  try {
    const { idleTimeoutMs } = options;
    const bytes = responseBytes(response, { name, idleTimeoutMs, onProgress, signal });
    return await spool(dataOf(bytes, response, name), name, temporaryFolder);
  } finally {
    response.destroy();
  }
}

/** Fails before the first byte where a page was sent instead of data. */
async function* dataOf(
  bytes: AsyncIterable<Buffer>,
  { headers }: IncomingMessage,
  name: string,
): AsyncGenerator<Buffer> {
  const isCalledPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
  let isFirst = true;
  for await (const piece of withHead(bytes, contentKindBytes)) {
    if (isFirst && isPage(piece, isCalledPage)) throw pageInstead(name);
    isFirst = false;
    yield piece;
  }
}

function isPage(head: Buffer, isCalledPage: boolean): boolean {
  if (contentKind(head) === 'html') return true;
  return isCalledPage && /^(?:\xef\xbb\xbf)?\s*</.test(head.toString('latin1'));
}
