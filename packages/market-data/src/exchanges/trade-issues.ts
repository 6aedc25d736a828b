import type { RowIssue } from '@wdh/pipeline-core';
import { priceIssue, quantityIssue } from '../fields/decimals.js';
import { exactText } from '../fields/exact-text.js';
import { isMissing, missingField } from '../fields/missing-field.js';
import { isSequence } from '../fields/sequences.js';
import type { Instrument } from '../symbols/instrument.js';
import type { Exchange, TradeParts } from './exchange.js';

/** Why a record is not a trade: at least one issue. */
export type Issues = readonly [RowIssue, ...RowIssue[]];

/** Returns an issue for each invalid part of a trade. */
export function tradeIssues(
  exchange: Exchange,
  parts: TradeParts,
  instrument: Instrument | RowIssue,
): Issues {
  const { fields } = parts;
  const [first, ...more] = [
    'code' in instrument ? instrument : null,
    isSequence(exactText(parts.id)) ? null : idIssue(fields.id, parts.id),
    priceIssue(fields.price, parts.price),
    quantityIssue(fields.quantity, parts.quantity),
    timeIssue(exchange, fields.time, parts.time),
    sideIssue(exchange, fields.side, parts.side),
  ].filter((issue) => issue !== null);
  if (first === undefined) throw new RangeError('a valid trade was refused');
  return [first, ...more];
}

function idIssue(field: string, value: unknown): RowIssue {
  if (isMissing(value)) return missingField(field);
  const message = 'must be a whole number with all its digits, at most 9223372036854775807';
  return { field, code: 'TRADE_ID_INVALID', message };
}

function timeIssue(exchange: Exchange, field: string, value: unknown): RowIssue | null {
  if (exchange.timeOf(exactText(value) ?? '') !== null) return null;
  if (isMissing(value)) return missingField(field);
  return { field, code: 'TRADE_TIME_INVALID', message: `must be ${exchange.timeForm}` };
}

function sideIssue(exchange: Exchange, field: string, value: unknown): RowIssue | null {
  if (exchange.sideOf(exactText(value) ?? '') !== null) return null;
  if (isMissing(value)) return missingField(field);
  return { field, code: 'TRADE_SIDE_UNKNOWN', message: 'must be a side as the exchange writes it' };
}
