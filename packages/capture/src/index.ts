export { FeedConnection } from './connection/feed-connection.js';
export type { FeedLimits, FeedOptions } from './connection/feed-options.js';
export type { FeedMetrics } from './connection/feed-metrics.js';
export type { FeedState, WaitingState } from './connection/feed-state.js';
export type { FeedClock } from './connection/feed-clock.js';
export type { FeedSequence } from './connection/gaps/gap-watch.js';
export type { FeedGap, GapCounts } from './connection/gaps/sequence-gaps.js';
export type { EndReason } from './connection/socket/socket-end.js';
export { SegmentFolder, type SegmentFolderOptions } from './segments/segment-folder.js';
export {
  SegmentLoads,
  type SegmentCounts,
  type SegmentLoadsOptions,
} from './segments/load-segments.js';
export type { RecoveredSegment } from './segments/recover-segments.js';
export type { SegmentOptions } from './segments/segment-options.js';
export type { SegmentWriter } from './segments/segment-writer.js';
