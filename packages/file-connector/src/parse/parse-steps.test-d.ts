import { Pipeline } from '@wdh/pipeline-core';
import { expectTypeOf } from 'vitest';
import { parseDate } from './dates/parse-date.js';
import { parseDecimal, parseInteger } from './numbers/parse-number.js';

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
