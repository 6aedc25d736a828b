import type { RowKey } from '../../catalog/keys/row-key.js';
import type { MergeSite } from '../../rejection/merge.js';

/** The target of a merge by key. */
export interface KeySite extends MergeSite {
  readonly key: RowKey;
}
