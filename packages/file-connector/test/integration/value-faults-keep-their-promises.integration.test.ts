import { Pipeline } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { csvSource, parseDate, parseDecimal, parseInteger } from '../../src/index.js';

type Row = Readonly<Record<'a', string>>;

const pipeline = (name: string) =>
  new Pipeline<Row>(name, { stopOnError: false, errorThreshold: 1 });

/** Reads cells and sends them through a pipeline; tells what came out, and where rows failed. */
async function run<Out extends { readonly a: unknown }>(
  cells: readonly string[],
  steps: Pipeline<Row, Out>,
) {
  const text = `a\n${cells.map((cell) => `"${cell}"`).join('\n')}\n`;
  const source = csvSource(new Blob([text]).stream(), { columns: ['a'] });
  const kept: unknown[] = [];
  const refused: string[] = [];
  for await (const { rows, rejected } of steps.stream(source.read())) {
    kept.push(...rows.map(({ a }) => a));
    refused.push(...rejected.map(({ field, lineNumber }) => `${field} ${lineNumber}`));
  }
  return { kept, refused };
}

describe('of values', () => {
  it('C16: numbers are stored exactly or rejected with their column', async () => {
    const cells = ['1.50', 'NaN', '0x1F', '1,000', '1e3', '１２', '0.123', '-7'];
    const steps = pipeline('decimals').addStep(parseDecimal(['a'], { maxScale: 2 }));
    const { kept, refused } = await run(cells, steps);
    expect(kept).toEqual(['1.50', '-7']);
    expect(refused).toEqual(['a 3', 'a 4', 'a 5', 'a 6', 'a 7', 'a 8']);
  });

  it('C17: dates that do not exist are rejected with their column, never rolled over', async () => {
    const cells = ['2024-02-29', '2025-02-30', '0000-01-01', '294277-01-01', 'now', '1735689600'];
    const { kept, refused } = await run(
      cells,
      pipeline('dates').addStep(parseDate(['a'], ['YYYY-MM-DD'])),
    );
    expect(kept).toEqual(['2024-02-29']);
    expect(refused).toHaveLength(5);
  });

  it('C18: identifiers beyond 2^53 keep every digit', async () => {
    const cells = ['9007199254740993', '123456789012345678901234567890'];
    const { kept } = await run(cells, pipeline('ids').addStep(parseInteger(['a'], 'bigint')));
    expect(kept).toEqual(cells.map(BigInt));
  });

  it('C20: a type that breaks at row 20,001 is rejected there, and nowhere else', async () => {
    const cells = Array.from({ length: 30_000 }, (_, index) =>
      index === 20_000 ? 'x' : `${index}`,
    );
    const { kept, refused } = await run(
      cells,
      pipeline('late').addStep(parseInteger(['a'], 'number')),
    );
    expect(kept).toHaveLength(29_999);
    expect(refused).toEqual(['a 20002']);
  });
});
