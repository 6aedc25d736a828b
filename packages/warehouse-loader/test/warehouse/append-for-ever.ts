/**
 * A program that appends to a list forever, one load after another, and prints the outcome of each:
 * `append-for-ever.ts <connection URL> <number of the runner> <first element>`.
 *
 * Prints `start <element>`, then `ok <element>`, `no <element>` or `unknown <element> <run>`.
 */
import { Pipeline } from '@wdh/pipeline-core';
import { LoadError, WarehouseLoader } from '../../src/index.js';
import { memorySource } from './memory-source.js';

const [, , connectionUrl = '', runner = '', first = ''] = process.argv;
const loader = new WarehouseLoader({ connectionUrl, deadlineMs: 20_000 });

interface Element {
  readonly runner: number;
  readonly element: number;
  readonly part: number;
}

const pipeline = new Pipeline<Element>('append');
const parts = [0, 1, 2];
const say = (...words: readonly (string | number)[]): void => {
  process.stdout.write(`${words.join(' ')}\n`);
};

for (let element = Number(first); ; element += 1) {
  const rows = parts.map((part) => ({ runner: Number(runner), element, part }));
  const bound = pipeline.bind(memorySource(rows));
  say('start', element, bound.executionId);
  try {
    await loader.loadPipeline(bound, {
      into: 'list',
      retry: { maxAttempts: 3, backoffMs: 20 },
    });
    say('ok', element);
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    say(error.code === 'COMMIT_UNKNOWN' ? 'unknown' : 'no', element);
  }
}
