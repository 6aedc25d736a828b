export { SegmentFolder, type SegmentFolderOptions } from './segments/segment-folder.js';
export {
  SegmentLoads,
  type SegmentCounts,
  type SegmentLoadsOptions,
} from './segments/load-segments.js';
export type { RecoveredSegment } from './segments/recover-segments.js';
export type { SegmentOptions } from './segments/segment-options.js';
export type { SegmentWriter } from './segments/segment-writer.js';
