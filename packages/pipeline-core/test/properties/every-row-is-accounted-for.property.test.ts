import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBalanced, type PipelineObserver, WdhError } from '../../src/index.js';
import { buildPipeline, chains, configs, cut, cuts, rowsOf } from './random-pipelines.js';

describe('the ledger', () => {
  it('balances for every step, and for every completed run, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        chains,
        fc.nat({ max: 60 }),
        cuts,
        configs,
        async (chain, count, sizes, config) => {
          const ended: boolean[] = [];
          const observer: PipelineObserver = {
            onRunEnd: (_, error) => ended.push(error === undefined),
          };
          const stream = buildPipeline(chain, config).stream(cut(rowsOf(count), sizes), {
            observer,
          });
          let rowsOut = 0;
          let rowsRejected = 0;
          try {
            for await (const batch of stream) {
              rowsOut += batch.rows.length;
              rowsRejected += batch.rejected.length;
              expect(batch.rowNumbers).toHaveLength(batch.rows.length);
              expect(batch.lineNumbers).toHaveLength(batch.rows.length);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(WdhError);
            expect(error).not.toMatchObject({ code: 'LEDGER_IMBALANCE' });
          }

          const { ledger, metrics } = stream;
          for (const step of metrics.steps) expect(isBalanced(step)).toBe(true);
          // The counts match the rows that the reader received.
          expect(ledger.rowsOut).toBe(rowsOut);
          expect(ended).toHaveLength(1);
          if (ended[0] === false) return;
          expect(isBalanced(ledger)).toBe(true);
          expect(ledger.rowsIn).toBe(count);
          expect(ledger.rowsRejected).toBe(rowsRejected);
        },
      ),
      { numRuns: 300 },
    );
  }, 180_000);
});
