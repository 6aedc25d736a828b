import { expect, it, vi } from 'vitest';
import { RecordLimit } from '../../../records/record-limit.js';
import { rfc4180 } from '../../dialect/csv-dialect.js';
import { scanRecord } from './scan-record.js';
import { TextCursor } from './text-cursor.js';

it.each([
  ['doubled quotes', rfc4180],
  ['escapes', { ...rfc4180, escape: '\\' }],
])(
  'searches for an absent character once, however many quotes are never closed: %s',
  (_, dialect) => {
    const text = '1,"x\n'.repeat(1000);
    const limit = new RecordLimit(text, text.length, text.length);
    const search = vi.spyOn(String.prototype, 'indexOf');
    const cursor = new TextCursor(text, text.length, dialect);
    let faults = 0;
    for (let start = 0; start < text.length;) {
      limit.begin(start);
      const record = scanRecord(cursor, start, dialect, { isFinal: true, limit });
      if (record === null) break;
      if (record.fault === 'QUOTE_NOT_CLOSED') faults += 1;
      start = record.end + 1;
    }
    const { calls, contexts } = search.mock;
    const sought = calls.flatMap(([found], at) => (String(contexts[at]) === text ? [found] : []));
    search.mockRestore();
    expect(faults).toBe(1000);
    expect(sought.filter((character) => character === '\r')).toHaveLength(1);
    expect(sought.filter((character) => character === '\\').length).toBeLessThanOrEqual(1);
  },
);
