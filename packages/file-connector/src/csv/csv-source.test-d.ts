import type { RowBatch } from '@wdh/pipeline-core';
import { expectTypeOf } from 'vitest';
import { csvSink } from './csv-sink.js';
import { csvSource, type CsvSource } from './csv-source.js';
import type { CsvDialectName } from './dialect/presets.js';

const any = csvSource('x.csv');
expectTypeOf(any).toEqualTypeOf<CsvSource<Record<string, string>>>();

const known = csvSource('x.csv', { columns: ['a', 'b'] });
expectTypeOf(known).toEqualTypeOf<CsvSource<Record<'a' | 'b', string>>>();
expectTypeOf(known.read()).toEqualTypeOf<AsyncIterable<RowBatch<{ a: string; b: string }>>>();

expectTypeOf(csvSource('x.csv', { columns: ['a'], nullValues: [''] })).toEqualTypeOf<
  CsvSource<Record<'a', string | null>>
>();

// @ts-expect-error -- column names are checked only when given as a value
csvSource<'a' | 'b'>('x.csv');

void csvSink('x.csv', { headers: ['a', 'b'] }).write([{ a: 1, b: null }]);
// @ts-expect-error -- every column of the header must be in the row
void csvSink('x.csv', { headers: ['a', 'b'] }).write([{ a: 1 }]);
// @ts-expect-error -- a Date has no defined text form
void csvSink('x.csv', { headers: ['a'] }).write([{ a: new Date() }]);

expectTypeOf(csvSource('x.csv', { dialect: 'mysql', columns: ['a'] })).toEqualTypeOf<
  CsvSource<Record<'a', string | null>>
>();
expectTypeOf(csvSource('x.csv', { dialect: 'excel', columns: ['a'] })).toEqualTypeOf<
  CsvSource<Record<'a', string>>
>();
expectTypeOf(
  csvSource('x.csv', { dialect: { delimiter: '|', nullValues: ['?'] }, columns: ['a'] }),
).toEqualTypeOf<CsvSource<Record<'a', string | null>>>();
expectTypeOf(
  csvSource('x.csv', { dialect: 'tsv', nullValues: [''], columns: ['a'] }),
).toEqualTypeOf<CsvSource<Record<'a', string | null>>>();
declare const name: CsvDialectName;
expectTypeOf(csvSource('x.csv', { dialect: name, columns: ['a'] })).toEqualTypeOf<
  CsvSource<Record<'a', string | null>>
>();
