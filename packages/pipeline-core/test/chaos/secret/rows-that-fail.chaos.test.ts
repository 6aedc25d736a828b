import { expect, it } from 'vitest';
import {
  dataFrameStep,
  Pipeline,
  type PipelineStep,
  rejectRow,
  rowStep,
  WdhError,
} from '../../../src/index.js';
import { createRecordingLogger } from '../../../src/testing/index.js';

interface Row {
  readonly name: string;
}

const canary = 'canary-3f9d';
const rows: readonly Row[] = [{ name: 'fine' }, { name: canary }];

const throwing = (how: (row: Row) => never) =>
  rowStep('read_name', (row: Row) => (row.name === canary ? how(row) : row));

const failing: readonly (readonly [string, PipelineStep<Row, Row>, string])[] = [
  [
    'a row that is rejected',
    rowStep('read_name', (row: Row) =>
      row.name === canary
        ? rejectRow({ field: 'name', code: 'NAME_BAD', message: 'must be a name' })
        : row,
    ),
    'ROW_REJECTED',
  ],
  [
    'a step that throws the value',
    throwing(({ name }) => {
      throw new Error(`cannot read ${name}`);
    }),
    'STEP_FAILED',
  ],
  [
    'a step that throws a value that is not an Error',
    throwing(({ name }) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- careless code does this
      throw name;
    }),
    'STEP_FAILED',
  ],
  [
    'a step that throws it inside a WdhError',
    throwing(({ name }) => {
      const cause = new TypeError(name);
      throw new WdhError('The name cannot be read.', { code: 'X', category: 'data', cause });
    }),
    'STEP_FAILED',
  ],
  [
    'a step over all rows that throws the value',
    dataFrameStep('read_names', (all: readonly Row[]): readonly Row[] => {
      throw new AggregateError(all.map(({ name }) => new Error(name)));
    }),
    'STEP_FAILED',
  ],
  [
    'a step that loses the row',
    dataFrameStep('lose', (all: readonly Row[]) => [...all, ...all], { rowCountChange: 'none' }),
    'LEDGER_IMBALANCE',
  ],
];

it.each(failing)(
  'S03 a value in %s: no message, report or log contains it',
  async (_fault, step, code) => {
    const logger = createRecordingLogger();
    const pipeline = new Pipeline<Row>('canaries').addStep(step);
    const error: unknown = await pipeline.run(rows, { logger }).then(
      ({ failure }) => failure,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(WdhError);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(canary);
    expect(JSON.stringify(error)).not.toContain(canary);
    expect(JSON.stringify(logger.events)).not.toContain(canary);
  },
);
