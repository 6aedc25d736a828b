/** A program that loads rows for ever, to be killed: `endless-load.ts <connection URL>`. */
import { Pipeline } from '@wdh/pipeline-core';
import { WarehouseLoader } from '../../src/index.js';
import { memorySource } from './memory-source.js';

const [, , connectionUrl = ''] = process.argv;
const loader = new WarehouseLoader({ connectionUrl });
const rows = Array.from({ length: 1_000 }, (_, id) => ({ id }));
const source = memorySource(rows);
const endless = {
  identify: () => source.identify(),
  async *read() {
    for (;;) {
      for await (const batch of source.read()) yield batch;
      process.stdout.write('.');
    }
  },
};
await loader.loadPipeline(new Pipeline<{ id: number }>('endless').bind(endless), {
  into: 'killed',
});
