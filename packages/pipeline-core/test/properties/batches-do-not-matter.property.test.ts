import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pipeline, PipelineMetrics, RejectedRow, RowNotice } from '../../src/index.js';
import {
  buildPipeline,
  chains,
  configs,
  cut,
  cuts,
  rowsOf,
  type Item,
} from './random-pipelines.js';

/** All metrics except the times. */
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

const place = ({ rowNumber }: RowNotice): number => rowNumber ?? Number.MAX_SAFE_INTEGER;

/** All output of a stream, to its reader and its observer. */
async function drain(pipeline: Pipeline<Item>, batches: readonly Item[][]) {
  const warnings: RowNotice[] = [];
  const observer = { onWarning: (warning: RowNotice) => warnings.push(warning) };
  const stream = pipeline.stream(batches, { observer });
  const rows: Item[] = [];
  const rejected: RejectedRow[] = [];
  let failure: unknown = null;
  try {
    for await (const batch of stream) {
      rows.push(...batch.rows);
      rejected.push(...batch.rejected);
    }
  } catch (error) {
    failure = error;
  }
  return {
    rows,
    rejected,
    failure: String(failure),
    warnings: warnings.toSorted((one, other) => place(one) - place(other)),
    ledger: stream.ledger,
    counts: countsOf(stream.metrics),
  };
}

describe('a pipeline', () => {
  it('returns the same rows, rejects, warnings, ledger and metrics in memory and however its input is split', async () => {
    await fc.assert(
      fc.asyncProperty(
        chains,
        fc.nat({ max: 60 }),
        cuts,
        configs,
        async (chain, count, sizes, config) => {
          const build = () => buildPipeline(chain, config);
          const streamed = await drain(build(), cut(rowsOf(count), sizes));
          const whole = await build()
            .run(rowsOf(count))
            .catch((error: unknown) => ({ threw: String(error) }));

          if ('threw' in whole) {
            const oneByOne = await drain(build(), cut(rowsOf(count), [1]));
            expect(streamed.failure).toBe(whole.threw);
            expect(oneByOne.failure).toBe(whole.threw);
            expect(oneByOne.rejected).toEqual(streamed.rejected);
            expect(oneByOne.rows).toEqual(streamed.rows);
            return;
          }
          expect(streamed.failure).toBe(String(whole.failure));
          expect(streamed.rejected).toEqual(whole.rejectedRows);
          if (!whole.success) return;
          expect(streamed.rows).toEqual(whole.outputData);
          expect(streamed.ledger).toEqual(whole.ledger);
          expect(streamed.counts).toEqual(countsOf(whole.metrics));
          expect(streamed.warnings).toEqual(whole.warnings);
        },
      ),
      { numRuns: 400 },
    );
  }, 180_000);
});
