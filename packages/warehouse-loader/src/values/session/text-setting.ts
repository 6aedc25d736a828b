import type { NumberTexts } from '@wdh/pipeline-core';
import type { DatabaseEncoding } from '@wdh/postgres';
import type { SessionZone } from './session-zone.js';

/** The settings that text rules depend on, besides the column. */
export interface TextSetting {
  /** The zone in which the server reads times without one. */
  readonly zone: SessionZone;
  /** Whether `lc_monetary` of the session reads `1.23` as one and 23 hundredths. */
  readonly readsMoneyPoint: boolean;
  readonly encoding: DatabaseEncoding;
  /** Whether `NaN` and `infinity` are accepted. */
  readonly takesSpecial: boolean;
  /** Whether the values come from JSON, so that a string is a JSON string and not JSON text. */
  readonly areJsonValues: boolean;
  /** Knows which texts were JSON numbers; null if numbers are delivered as numbers. */
  readonly numberTexts: NumberTexts | null;
}
