/**
 * A program that loads a delivered run, and stops itself (SIGSTOP) at a point of it:
 * `deliver-run.ts <connection URL> <run> <point>`. It prints the status of the run, or the code of its
 * error.
 */
import { writeSync } from 'node:fs';
import { Pipeline } from '@wdh/pipeline-core';
import { WarehouseLoader } from '../../src/index.js';
import { memorySource } from './memory-source.js';

const [, , connectionUrl = '', executionId = '', point = ''] = process.argv;

function passes(name: string): void {
  if (name !== point) return;
  writeSync(1, `stopped at ${name}\n`);
  process.kill(process.pid, 'SIGSTOP');
}

const rows = Array.from({ length: 300 }, (_, id) => ({ id, name: `item ${id}` }));
const source = memorySource(rows, {
  beforeBatch: (index) => {
    if (index === 1) passes('read');
  },
});
const bound = new Pipeline<{ id: number; name: string }>('items', { version: '2' }).bind(
  {
    identify: () => {
      passes('identify');
      return source.identify();
    },
    read: (signal) => source.read(signal),
    close: () => {
      passes('committed');
      return Promise.resolve();
    },
  },
  { executionId },
);
let accepted = 0;
const loader = new WarehouseLoader({ connectionUrl });
try {
  const { status } = await loader.loadPipeline(bound, {
    into: 'items',
    delivery: {
      accept: () => {
        accepted += 1;
        // Once before it ends sessions, once in the transaction that starts the run.
        passes(`accept ${accepted}`);
        return Promise.resolve();
      },
      confirm: () => {
        passes('confirm');
        return Promise.resolve();
      },
    },
  });
  writeSync(1, `ended as ${status}\n`);
} catch (error) {
  writeSync(1, `failed with ${(error as { readonly code: string }).code}\n`);
}
await loader.close();
