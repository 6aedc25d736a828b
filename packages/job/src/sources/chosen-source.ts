import { type OriginOptions, sharedInput } from '@wdh/file-connector';
import type { RowBatch, RowSource } from '@wdh/pipeline-core';
import { checkFirstBatch } from './check-first-batch.js';
import { inputStart, type InputStart } from './input-start.js';
import type { JobSource, OpenOptions } from './job-source.js';

/**
 * Declares that a job reads files of several kinds: for each input, a source is chosen by the
 * beginning of the input and its name.
 *
 * @param choose - An error that it throws fails the run before a row is read, so it must say what to
 *   do now.
 * @param options - How inputs are opened before one is chosen, such as the `checksum` that each must
 *   have. The chosen sources need none of them.
 * @example
 * source: chosenSource(({ format }) => (format === 'csv' ? csv({ columns: ['id'] }) : jsonLines()))
 */
export function chosenSource<Row extends object>(
  choose: (start: InputStart) => JobSource<Row>,
  options: OriginOptions = {},
): JobSource<Row> {
  const open = (input: string, how: OpenOptions): RowSource<Row> => {
    const content = how.content ?? sharedInput(input, options);
    let opening: Promise<RowSource<Row>> | undefined;
    let opened: RowSource<Row> | undefined;
    const begin = async (signal: AbortSignal | undefined): Promise<RowSource<Row>> => {
      const chosen = choose(await inputStart(content, how, signal));
      return (opened = chosen.open(input, { ...how, content }));
    };
    const chosen = (signal?: AbortSignal): Promise<RowSource<Row>> => (opening ??= begin(signal));
    return {
      identify: async (signal) => (await chosen(signal)).identify(signal),
      read: (signal) => readLater(chosen, signal),
      get statistics() {
        return opened?.statistics;
      },
      close: async () => {
        await opened?.close?.();
        // A shared input is closed by the one who shares it.
        if (how.content === undefined) await content.close();
      },
    };
  };
  return {
    example: null,
    open,
    share: (input) => sharedInput(input, options),
    check: (input, how) => checkFirstBatch(input, how, open),
  };
}

async function* readLater<Row extends object>(
  chosen: (signal?: AbortSignal) => Promise<RowSource<Row>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch<Row>, void, undefined> {
  yield* (await chosen(signal)).read(signal);
}
