import type { NumberTexts } from '@wdh/pipeline-core';
import type { DatabaseEncoding } from '@wdh/postgres';
import type { SessionZone } from './session-zone.js';

/** What the rules of texts depend on besides the column. */
export interface TextSetting {
  /** The zone in which the server reads times without one. */
  readonly zone: SessionZone;
  /** Whether `lc_monetary` of the session reads `1.23` as one and 23 hundredths. */
  readonly readsMoneyPoint: boolean;
  readonly encoding: DatabaseEncoding;
  /** Whether `NaN` and `infinity` are taken. */
  readonly takesSpecial: boolean;
  /** Whether the values are those of JSON, so that a string is a JSON string, and no JSON text. */
  readonly areJsonValues: boolean;
  /** Knows which texts were numbers of JSON; null where numbers come as numbers. */
  readonly numberTexts: NumberTexts | null;
}
