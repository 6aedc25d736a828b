import type { RejectCount, StoredReject } from '@wdh/runs';
import type { Wire, WirePage } from './wire.js';

/** `GET /api/runs/:run/rejects/counts` and `GET /api/jobs/:job/rejects/counts`. */
export interface WireRejectCounts {
  readonly counts: readonly Wire<RejectCount>[];
}

/**
 * `GET /api/runs/:run/rejects` and `GET /api/jobs/:job/rejects`, with `code`, `field`, `whole=true`
 * (rejected as a whole), `isResolved`, `cursor`, `limit` (50, at most 200). Without the role `data`,
 * every value in `input` and `record` is masked. A page of a job may be empty although `next` is not
 * null. With that role, `…/rejects.csv` returns the same rows as a file.
 */
export interface WireRejects extends WirePage<Wire<StoredReject>> {
  readonly isMasked: boolean;
}
