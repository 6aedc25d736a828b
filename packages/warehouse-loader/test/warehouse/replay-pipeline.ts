import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';

/** A record of the replays of the chaos tests. */
export interface ReplayCells extends Record<string, unknown> {
  readonly Id: string;
}

interface Item {
  readonly id: number;
}

/**
 * A version of a job. Version 1 rejects every id, version 2 those that divide by five, and later
 * versions none.
 */
export function replayPipeline(version: number): Pipeline<ReplayCells, Item> {
  const isRejected = (id: number): boolean =>
    version === 1 ? id % 2 === 0 : version === 2 && id % 5 === 0;
  return new Pipeline<ReplayCells>('replayed', {
    stopOnError: false,
    errorThreshold: 1,
    version: String(version),
  })
    .addStep(rowStep('parse', ({ Id }: ReplayCells): Item => ({ id: Number(Id) })))
    .addStep(
      rowStep('judge', (row: Item) =>
        isRejected(row.id) ? rejectRow({ code: 'REFUSED', message: `version ${version}` }) : row,
      ),
    );
}
