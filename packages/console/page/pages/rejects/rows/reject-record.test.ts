import { describe, expect, it } from 'vitest';
import { previewOf, type Reject, recordOf, shownOf } from './reject-record.js';

const reject: Reject = {
  rejectedRowId: 1,
  executionId: 'exec_1',
  rowNumber: 3,
  lineNumber: 4,
  stepName: 'validate',
  field: 'amount',
  code: 'INVALID_VALUE',
  message: 'amount must be a number',
  input: { id: '1', amount: 'n/a', note: null },
  record: { ID: '1', Amount: 'n/a' },
  recordedAt: '2026-01-31T08:00:00.000Z',
  resolvedBy: null,
  resolvedAt: null,
};

describe('the record of a rejected row', () => {
  it('is that of the step, with the bad field marked', () => {
    expect(recordOf(reject)).toStrictEqual({
      kind: 'cells',
      cells: [
        { column: 'id', value: '1', isBad: false },
        { column: 'amount', value: 'n/a', isBad: true },
        { column: 'note', value: null, isBad: false },
      ],
    });
  });

  it('is that of the reader if no step received it', () => {
    const malformed = { ...reject, input: null, record: '1,"n/a' };
    expect(recordOf(malformed)).toStrictEqual({ kind: 'text', text: '1,"n/a' });
    expect(recordOf({ ...malformed, record: null })).toStrictEqual({ kind: 'none' });
  });

  it('marks the column of a field within a value', () => {
    const shown = shownOf({ address: { city: 1 } }, 'address.city');
    expect(shown).toStrictEqual({
      kind: 'cells',
      cells: [{ column: 'address', value: '{"city":1}', isBad: true }],
    });
  });

  it('shows a record without names by the position of its values', () => {
    expect(shownOf(['a', 2], null)).toMatchObject({
      cells: [{ column: '1' }, { column: '2', value: '2' }],
    });
  });

  it('is written in one line with the bad field first', () => {
    expect(previewOf(reject)).toBe('amount=n/a · id=1 · note=');
    expect(previewOf({ ...reject, input: { a: 'x'.repeat(999) } })).toHaveLength(300);
  });
});
