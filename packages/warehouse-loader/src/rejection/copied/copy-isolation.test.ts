import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Refusing,
  type Script,
  ScriptedServer,
} from '../../../test/warehouse/scripted-server.js';
import type { RowEncoder, RowSink } from '../../values/row-encoder.js';
import { CopyIsolation } from './copy-isolation.js';
import { CopyRange } from './copy-range.js';

/** Creates a range of rows with these numbers, each as its text. */
function rangeOf(numbers: readonly number[]): CopyRange {
  const range = new CopyRange('text', false);
  for (const number of numbers) {
    const batch = { rows: [{ number }], rowNumbers: [number], lineNumbers: [number + 1] };
    range.add({ ...batch, rejected: [] }, 0, encoder, number);
  }
  return range;
}

const encoder = {
  encode: ({ number }: { readonly number: number }, sink: RowSink) => {
    sink.addText(String(number));
  },
} as unknown as RowEncoder; // a class with private fields: nothing else has its type

/** Copies ranges one after another, and returns the outcomes of their rows. */
async function copy(script: Script, ...ranges: readonly (readonly number[])[]) {
  const server = new ScriptedServer(script);
  const isolation = new CopyIsolation({
    connection: server,
    statement: 'copy t from stdin',
    table: 't',
    columns: [],
    target: { name: 't', oid: 1 },
  });
  const rejected: (number | null)[] = [];
  let copied = 0;
  for (const numbers of ranges) {
    const found = await isolation.run(rangeOf(numbers));
    copied += found.copied;
    rejected.push(...found.rejected.map(({ rowNumber }) => rowNumber));
  }
  await isolation.settle();
  return { kept: server.rows.map(Number), copied, rejected, copies: server.copies };
}

const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);
const refusing =
  (numbers: readonly number[], how: Refusing): Script =>
  (line) =>
    numbers.includes(Number(line)) ? how : null;

describe('CopyIsolation', () => {
  it('copies a range without a refused row with one statement', async () => {
    expect(await copy(() => null, upTo(100))).toEqual({
      kept: upTo(100),
      copied: 100,
      rejected: [],
      // The statement for the next range was started without rows.
      copies: 2,
    });
  });

  it.each<[number, Refusing]>([
    [1, 'at the row'],
    [50, 'at the row'],
    [100, 'at the row'],
    [1, 'at the end'],
    [50, 'at the end'],
    [100, 'at the end'],
  ])('finds row %i, which is refused %s, and keeps the others in their order', async (row, how) => {
    const found = await copy(
      refusing([row], how),
      upTo(100),
      upTo(100).map((id) => id + 100),
    );
    expect(found.rejected).toEqual([row]);
    expect(found.kept).toEqual(upTo(200).filter((id) => id !== row));
    expect(found.copied).toBe(199);
  });

  it('finds a row that is refused at the end in a logarithmic number of statements', async () => {
    const { copies } = await copy(refusing([700], 'at the end'), upTo(1_024));
    expect(copies).toBeLessThan(2 * Math.log2(1_024) + 4);
  });

  it('finds a row whose line the server names in four statements', async () => {
    // All rows, those before it, those after it, and the empty one for the next range.
    expect((await copy(refusing([700], 'at the row'), upTo(1_024))).copies).toBeLessThanOrEqual(4);
  });

  it('rejects every row if all are refused', async () => {
    for (const how of ['at the row', 'at the end'] as const) {
      const found = await copy(() => how, upTo(20), upTo(3));
      expect(found).toMatchObject({ kept: [], copied: 0, rejected: [...upTo(20), ...upTo(3)] });
    }
  });

  it('rejects exactly the refused rows of any ranges, refused at any time', async () => {
    const rows = fc.array(fc.constantFrom(null, 'at the row' as const, 'at the end' as const), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 4 }), async (ranges) => {
        const hows = ranges.flat();
        let next = 0;
        const numbers = ranges.map((range) => range.map(() => (next += 1)));
        const found = await copy((line) => hows[Number(line) - 1] ?? null, ...numbers);
        const all = upTo(hows.length);
        expect(found.kept).toEqual(all.filter((id) => hows[id - 1] === null));
        expect(found.rejected).toEqual(all.filter((id) => hows[id - 1] !== null));
        expect(found.copied).toBe(found.kept.length);
      }),
    );
  });
});
