import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { noOuterConnection } from './no-outer-connection.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const errors = [{ messageId: 'escapes' }];

new RuleTester({ languageOptions: { parser: tseslint.parser } }).run(
  'no-outer-connection',
  noOuterConnection,
  {
    valid: [
      'sql.begin(async (tx) => { await tx`select 1`; });',
      'sql.begin(async (sql) => { await sql`select 1`; });',
      'sql.begin(async (tx) => { await tx`insert into t ${sql(rows)}`; });',
      'sql.begin(async (tx) => { await tx`select ${sql.json(value)}`; });',
      'sql.begin(async (tx) => { await tx`select 1 ${sql`where a`}`; });',
      'sql.begin(async (tx) => { await tx`select ${row.sql}`; });',
      'sql.begin(async (tx) => { const t: typeof sql = tx; await t`select 1`; });',
      'await sql`select 1`; await sql.begin((tx) => tx`select 1`); await sql`select 2`;',
      'db.transaction(async (tx) => { await tx.select().from(t); });',
      'audit.begin(async (tx) => { await other`select 1`; });',
    ],
    invalid: [
      { code: 'sql.begin(async (tx) => { await sql`select 1`; });', errors },
      { code: 'sql.begin("read only", async (tx) => { await sql`select 1`; });', errors },
      { code: 'sql.begin(async (tx) => { await sql.unsafe("select 1"); });', errors },
      { code: 'sql.begin(async (tx) => { await insert(sql, rows); });', errors },
      { code: 'sql.begin(async (tx) => { await insert({ sql }); });', errors },
      { code: 'sql.begin((tx) => rows.map((row) => sql`select ${row}`));', errors },
      {
        code: 'sql.begin(async (tx) => { await sql.begin((inner) => inner`select 1`); });',
        errors,
      },
      { code: 'this.#sql.begin(async (tx) => { await this.#sql`select 1`; });', errors },
      { code: 'db.transaction(async (tx) => { await db.select().from(t); });', errors },
      {
        code: 'sql.begin(async (tx) => { await tx.savepoint(async (sp) => { await sql`select 1`; }); });',
        errors,
      },
    ],
  },
);
