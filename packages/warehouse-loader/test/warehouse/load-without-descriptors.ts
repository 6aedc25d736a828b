/**
 * A program that loads rows while it has hardly a descriptor left, and once more when it has them
 * back: `load-without-descriptors.ts <connection URL> <descriptors left>`.
 *
 * Prints the error of the first load and the status of the second, as JSON.
 */
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { Pipeline } from '@wdh/pipeline-core';
import { type LoadError, WarehouseLoader } from '../../src/index.js';
import { memorySource } from './memory-source.js';

const [, , connectionUrl = '', left = ''] = process.argv;
const loader = new WarehouseLoader({ connectionUrl });
const load = () =>
  loader.loadPipeline(new Pipeline<{ id: number }>('short').bind(memorySource([{ id: 1 }])), {
    into: 'short',
  });

const taken: number[] = [];
try {
  for (;;) taken.push(openSync(devNull, 'r'));
} catch {
  for (const descriptor of taken.splice(0, Number(left))) closeSync(descriptor);
}
const failed: unknown = await load().catch((error: unknown) => error);
const { code, category, isRetryable, message } = failed as LoadError;
for (const descriptor of taken) closeSync(descriptor);
const { status } = await load();
process.stdout.write(JSON.stringify({ code, category, isRetryable, message, status }));
await loader.close();
