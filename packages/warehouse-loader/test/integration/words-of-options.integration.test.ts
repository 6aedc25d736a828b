import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import type { PipelineLoadOptions } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

/** Nothing listens there: an error of another code would be that of the connection. */
const connectionUrl = 'postgres://nobody@127.0.0.1:1/nowhere';

test.each([
  ['mode', 'upsrt', 'mode must be one of append, upsert, insert_new, replace'],
  ['mode', null, 'mode must be'],
  ['specialValues', 'yes', 'specialValues must be one of refuse, keep'],
  ['unknownColumns', 'keep', 'unknownColumns must be one of drop, refuse'],
  ['onRefusal', 'Reject', 'onRefusal must be one of fail, reject'],
  ['columnMetrics', 'some', 'columnMetrics must be one of cheap, all, none'],
  ['allowEmpty', 'false', 'allowEmpty must be one of true, false'],
  ['dryRun', 'false', 'dryRun must be one of true, false'],
  ['force', 'false', 'force must be one of true, false'],
  [
    'checks',
    [{ name: 'a', sql: 'select', severity: 'Error' }],
    'severity of check "a" must be error or warn',
  ],
])('%s: %j is refused before any connection', async (name, word, words) => {
  const loader = warehouse.newLoader({ connectionUrl });
  const options = { into: 'people', [name]: word } as PipelineLoadOptions;
  const bound = new Pipeline<object>('people').bind(memorySource<object>([{ id: 1 }]));
  const error = await failureOf(loader.loadPipeline(bound, options));
  expect(error).toMatchObject({ code: 'LOADER_OPTION_INVALID', category: 'usage' });
  expect(error.message).toContain(words);
  if (name === 'checks') return;
  const plain = await failureOf(loader.load([{ id: 1 }], options));
  expect(plain).toMatchObject({ code: 'LOADER_OPTION_INVALID', category: 'usage' });
});
