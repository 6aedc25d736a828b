import { DatabaseError, type Parameter, type Queryable } from '@wdh/postgres';
import { expect, it } from 'vitest';
import { bossOn } from './boss-on.js';

interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

function recording(found: readonly unknown[] = []): { on: Queryable; statements: Statement[] } {
  const statements: Statement[] = [];
  const on: Queryable = {
    query: (text, parameters = []) => {
      statements.push({ text, parameters });
      return Promise.resolve(Object.assign([...found], { count: found.length }) as never);
    },
  };
  return { on, statements };
}

it('writes lists, objects and dates as PostgreSQL reads them', async () => {
  const { on, statements } = recording();
  const date = new Date('2026-01-31T12:00:00.000Z');
  const values = ['a', 1, true, null, undefined, date, { a: ['"'] }, ['a"b', 'c\\d', null, 7], []];
  await bossOn(on).executeSql('select', values);
  expect(statements[0]?.parameters).toEqual([
    ...['a', 1, true, null, null, '2026-01-31T12:00:00.000Z', '{"a":["\\""]}'],
    ...['{"a\\"b","c\\\\d",NULL,"7"}', '{}'],
  ]);
});

it('reads a parameter of type jsonb from its text', async () => {
  const { on, statements } = recording();
  await bossOn(on).executeSql('select $1::jsonb, $12::text::jsonb, $2::jsonbx', []);
  expect(statements[0]?.text).toBe('select $1::text::jsonb, $12::text::jsonb, $2::jsonbx');
});

it('returns the rows of one statement, and of several', async () => {
  const row = { id: 1 };
  await expect(bossOn(recording([row]).on).executeSql('select')).resolves.toEqual({ rows: [row] });
  const several = recording([[], [row], [row]]).on;
  await expect(bossOn(several).executeSql('begin;')).resolves.toEqual({ rows: [row, row] });
  await expect(bossOn(recording().on).executeSql('select')).resolves.toEqual({ rows: [] });
});

it('shows a violated unique index by its SQLSTATE, and passes other errors on', async () => {
  const failing = (error: Error): Queryable => ({ query: () => Promise.reject(error) });
  const errorOf = (sqlState: string): DatabaseError =>
    new DatabaseError('no', { code: 'X', category: 'data', details: { sqlState } });
  const taken = errorOf('23505');
  await expect(bossOn(failing(taken)).executeSql('select')).rejects.toMatchObject({
    code: '23505',
    cause: taken,
  });
  const other = errorOf('42P01');
  await expect(bossOn(failing(other)).executeSql('select')).rejects.toBe(other);
});
