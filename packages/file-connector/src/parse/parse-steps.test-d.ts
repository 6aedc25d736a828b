import { Pipeline } from '@wdh/pipeline-core';
import { expectTypeOf } from 'vitest';
import { csvSource } from '../csv/csv-source.js';
import { jsonLinesSource } from '../json-lines/json-lines-source.js';
import type { CellFormat } from './cell-format.js';
import { parseDate } from './dates/parse-date.js';
import { numberFormat } from './numbers/number-format.js';
import { parseDecimal, parseInteger } from './numbers/parse-number.js';
import { parseCells } from './parse-cells.js';

interface Raw {
  readonly id: string;
  readonly cost: string | null;
  readonly day: string;
}

const pipeline = new Pipeline<Raw>('p')
  .addStep(parseInteger(['id'], 'bigint'))
  .addStep(parseDecimal(['cost']))
  .addStep(parseDate(['day'], ['YYYY-MM-DD']));
const { outputData } = await pipeline.run([]);
expectTypeOf(outputData[0]).toEqualTypeOf<
  { readonly id: bigint; readonly cost: string | null; readonly day: string } | undefined
>();

// @ts-expect-error -- there is no such field
new Pipeline<Raw>('p').addStep(parseInteger(['nothing'], 'bigint'));

const price = numberFormat({ decimal: ',', group: '.' });
expectTypeOf(price).toEqualTypeOf<CellFormat>();
expectTypeOf(new Pipeline<Raw>('p').addStep(parseCells({ cost: price }))).toEqualTypeOf<
  Pipeline<Raw, Raw>
>();
expectTypeOf(parseInteger<Raw, 'id'>(['id'], 'number', { format: price })).toExtend<object>();
csvSource('x.csv', { formats: { cost: price } });
jsonLinesSource('x.jsonl', { formats: { cost: price } });

// @ts-expect-error -- there is no such field
new Pipeline<Raw>('p').addStep(parseCells({ nothing: price }));
csvSource('x.csv', { formats: { cost: 'number:1,5' } });
// @ts-expect-error -- a name begins with the kind of the format
csvSource('x.csv', { formats: { cost: 'DD.MM.YYYY' } });
// @ts-expect-error -- percent is a fraction, or as it is
numberFormat({ percent: true });
