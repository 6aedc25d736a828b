/** A program that loads 1,000 rows in a mode with keys, to be killed: `merging-load.ts <connection URL> <mode>`. */
import { Pipeline } from '@wdh/pipeline-core';
import { WarehouseLoader } from '../../src/index.js';
import { memorySource } from './memory-source.js';

const [, , connectionUrl = '', given = ''] = process.argv;
const mode = given === 'insert_new' ? 'insert_new' : 'upsert';
const rows = Array.from({ length: 1_000 }, (_, id) => ({ id }));
await new WarehouseLoader({ connectionUrl }).loadPipeline(
  new Pipeline<{ id: number }>('merging').bind(memorySource(rows)),
  { into: 'merged', mode, upsertKeys: ['id'] },
);
