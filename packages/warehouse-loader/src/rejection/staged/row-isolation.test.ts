import { DatabaseError, type Parameter, type Rows } from '@wdh/postgres';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GuardedStatements, type StatementConnection } from './guarded-statements.js';
import { RowIsolation } from './row-isolation.js';
import type { StagedReader, StagedRow } from './staged-reader.js';

/** When the server refuses a row: when it reads the row, or at the end of the statement. */
type Refusing = 'at the row' | 'at the end';

/**
 * Runs a statement whose only parameter contains the positions to read, and refuses rows by a
 * script.
 */
class ScriptedStatements implements StatementConnection {
  attempts = 0;
  /** Positions in the table. */
  kept: number[] = [];
  readonly #script: ReadonlyMap<number, Refusing>;
  #savepoint = 0;
  #passed = 0;

  constructor(script: ReadonlyMap<number, Refusing>) {
    this.#script = script;
  }

  query<Found extends object>(text: string): Promise<Rows<Found>> {
    if (text.includes('rollback to')) this.kept.length = this.#savepoint;
    else if (text.includes('savepoint')) this.#savepoint = this.kept.length;
    return answer(text.includes('last_value') ? [{ rows: this.#passed }] : []);
  }

  attempt<Found extends object>(
    _text: string,
    [positions]: readonly Parameter[],
  ): Promise<Rows<Found> | DatabaseError> {
    this.attempts += 1;
    const read = JSON.parse(String(positions)) as readonly number[];
    const hows = read.map((position) => this.#script.get(position));
    const at = hows.indexOf('at the row');
    this.#passed = at < 0 ? read.length : at + 1;
    this.kept.push(...read);
    if (hows.every((how) => how === undefined))
      return answer(read.map((position) => ({ position })));
    return Promise.resolve(
      new DatabaseError('The script refuses a row.', { code: 'CHECK_VIOLATED', category: 'data' }),
    );
  }
}

function answer<Found extends object>(rows: readonly object[]): Promise<Rows<Found>> {
  return Promise.resolve(Object.assign([...rows] as Found[], { count: rows.length }));
}

const reader: StagedReader = {
  columns: '',
  position: '',
  typed: () => '',
  parametersOf: (rows) => [JSON.stringify(rows.map(({ position }) => position))],
  textsOf: (rows) => Promise.resolve(new Map(rows.map(({ position }) => [position, []]))),
  probing: {
    probe: { isUsable: false, run: () => Promise.resolve(null) },
    partsOf: () => ({ declarations: '', loop: '', trial: '' }),
    textOf: () => '',
  },
};

const rowsOf = (count: number): readonly StagedRow[] =>
  Array.from({ length: count }, (_, index) => ({
    position: index + 1,
    range: 0,
    rowNumber: index + 1,
    lineNumber: index + 2,
  }));

async function isolate(count: number, script: ReadonlyMap<number, Refusing>, isFatal = false) {
  const server = new ScriptedStatements(script);
  const isolation = new RowIsolation(new GuardedStatements(server), [], reader, isFatal);
  const { kept, rejected } = await isolation.run('merge', rowsOf(count));
  return {
    table: server.kept,
    kept: kept.map(({ position }) => position),
    rejected: rejected.map(({ rowNumber }) => rowNumber),
    attempts: server.attempts,
  };
}

describe('RowIsolation', () => {
  it('runs one statement if no row is refused', async () => {
    expect(await isolate(100, new Map())).toMatchObject({ rejected: [], attempts: 1 });
  });

  it.each<[number, Refusing, number]>([
    [1, 'at the row', 3],
    [700, 'at the row', 3],
    [1, 'at the end', 24],
    [700, 'at the end', 24],
    [1_024, 'at the end', 24],
  ])('finds row %i, which is refused %s, in at most %i statements', async (row, how, most) => {
    const { rejected, attempts } = await isolate(1_024, new Map([[row, how]]));
    expect(rejected).toEqual([row]);
    expect(attempts).toBeLessThanOrEqual(most);
  });

  it('throws the first refusal, with its record, if refusals are fatal', async () => {
    const script = new Map<number, Refusing>([
      [7, 'at the end'],
      [9, 'at the row'],
    ]);
    await expect(isolate(20, script, true)).rejects.toMatchObject({
      code: 'CHECK_VIOLATED',
      context: { rowNumber: 7, lineNumber: 8 },
    });
  });

  it('rejects exactly the refused rows, refused at any time', async () => {
    const hows = fc.array(fc.constantFrom(null, 'at the row' as const, 'at the end' as const), {
      minLength: 1,
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(hows, async (rows) => {
        const script = new Map<number, Refusing>();
        for (const [index, how] of rows.entries()) if (how !== null) script.set(index + 1, how);
        const { table, kept, rejected } = await isolate(rows.length, script);
        const all = rowsOf(rows.length).map(({ position }) => position);
        expect(kept).toEqual(all.filter((position) => !script.has(position)));
        expect(table).toEqual(kept);
        expect(rejected).toEqual(all.filter((position) => script.has(position)));
      }),
    );
  });
});
