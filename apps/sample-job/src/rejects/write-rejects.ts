import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { csvSink } from '@wdh/file-connector';
import type { BoundPipeline, PipelineStream, RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { Job } from '../job.js';

const headers = [
  'row_number',
  'line_number',
  'step_name',
  'field',
  'code',
  'message',
  'input',
] as const;

/**
 * Writes the rejected rows of a run to `--rejects-file` as they pass. The file is complete before
 * the last batch is, so a rejects file that cannot be written fails the run before it is committed.
 */
export function writeRejects<Row extends object>(
  { rejectsFile, input }: Job,
  bound: BoundPipeline<Row>,
): BoundPipeline<Row> {
  if (rejectsFile === undefined) return bound;
  return {
    ...bound,
    stream: (signal) => withRejectsFile(bound.stream(signal), rejectsFile, input),
  };
}

function withRejectsFile<Row extends object>(
  stream: PipelineStream<Row>,
  rejectsFile: string,
  inputFile: string,
): PipelineStream<Row> {
  return {
    get ledger() {
      return stream.ledger;
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<RowBatch<Row>, void, undefined> {
      const rows = new PassThrough({ objectMode: true });
      const written = csvSink(rejectsFile, { headers, neverOverwrite: [inputFile] }).write(rows);
      // A failure is thrown where `written` is awaited; without these listeners it would also
      // end the process, or leave the loop below waiting for room.
      rows.on('error', () => undefined);
      written.catch((error: unknown) => rows.destroy(error as Error));
      try {
        for await (const batch of stream) {
          for (const row of batch.rejected) {
            if (!rows.write(asRecord(row))) await Promise.race([once(rows, 'drain'), written]);
          }
          yield batch;
        }
      } finally {
        rows.end();
        await written;
      }
    },
  };
}

function asRecord(row: RejectedRow): Record<(typeof headers)[number], string> {
  const { rowNumber, lineNumber, stepName, field, code, message, input } = row;
  return {
    row_number: String(rowNumber ?? ''),
    line_number: String(lineNumber ?? ''),
    step_name: stepName,
    field: field ?? '',
    code,
    message,
    input: typeof input === 'string' ? input : JSON.stringify(input),
  };
}
