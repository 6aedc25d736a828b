import type { RejectCount, StoredReject } from '@wdh/runs';
import type { Wire, WirePage } from './wire.js';

/** `GET /api/runs/:run/rejects/counts` and `GET /api/jobs/:job/rejects/counts`. */
export interface WireRejectCounts {
  readonly counts: readonly Wire<RejectCount>[];
}

/**
 * `GET /api/runs/:run/rejects` and `GET /api/jobs/:job/rejects`, with `code`, `field`, `isResolved`,
 * `cursor`. Without the role `data`, every value in `input` and `record` is masked.
 */
export interface WireRejects extends WirePage<Wire<StoredReject>> {
  readonly isMasked: boolean;
}
