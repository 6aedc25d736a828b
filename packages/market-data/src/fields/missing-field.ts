import type { RowIssue } from '@wdh/pipeline-core';

/** Returns whether a record lacks a value. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '';

/** Reports a field that every trade needs. */
export const missingField = (field: string): RowIssue => {
  return { field, code: 'TRADE_FIELD_MISSING', message: 'must not be empty' };
};
