import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PipelineMetrics, RowNotice } from '../../src/index.js';
import {
  buildPipeline,
  chains,
  configs,
  cut,
  cuts,
  rowsOf,
  type Item,
} from './random-pipelines.js';

/** Everything in the metrics but the times. */
function countsOf({ totalDurationMs, steps, ...counts }: PipelineMetrics) {
  expect(totalDurationMs).toBeGreaterThanOrEqual(0);
  return {
    ...counts,
    steps: steps.map(({ durationMs, ...step }) => {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      return step;
    }),
  };
}

const bySource = (one: RowNotice, other: RowNotice) =>
  (one.rowNumber ?? Infinity) - (other.rowNumber ?? Infinity) || 0;

describe('a pipeline', () => {
  it('gives the same rows, rejects, warnings, ledger and metrics in memory and however its input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        chains,
        fc.nat({ max: 60 }),
        cuts,
        configs,
        async (chain, count, sizes, config) => {
          const whole = await buildPipeline(chain, config)
            .run(rowsOf(count))
            .catch((error: unknown) => ({ threw: String(error) }));

          const warnings: RowNotice[] = [];
          const observer = { onWarning: (warning: RowNotice) => warnings.push(warning) };
          const stream = buildPipeline(chain, config).stream(cut(rowsOf(count), sizes), {
            observer,
          });
          const rows: Item[] = [];
          const rejected: unknown[] = [];
          let failure: unknown = null;
          try {
            for await (const batch of stream) {
              rows.push(...batch.rows);
              rejected.push(...batch.rejected);
            }
          } catch (error) {
            failure = error;
          }

          if ('threw' in whole) {
            expect(String(failure)).toBe(whole.threw);
            return;
          }
          expect(String(failure)).toBe(String(whole.failure));
          expect(rejected).toEqual(whole.rejectedRows);
          if (!whole.success) return;
          expect(rows).toEqual(whole.outputData);
          expect(stream.ledger).toEqual(whole.ledger);
          expect(countsOf(stream.metrics)).toEqual(countsOf(whole.metrics));
          expect(warnings.toSorted(bySource)).toEqual(whole.warnings);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
