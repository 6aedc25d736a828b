import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { awaitTransactionQueries } from './await-transaction-queries.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const inTransaction = (body: string): string => `sql.begin(async (tx) => { ${body} });`;
const errors = [{ messageId: 'unawaited' }];

new RuleTester({ languageOptions: { parser: tseslint.parser } }).run(
  'await-transaction-queries',
  awaitTransactionQueries,
  {
    valid: [
      inTransaction('await tx`select 1`;'),
      inTransaction('return tx`select 1`;'),
      'sql.begin((tx) => tx`select 1`);',
      'sql.begin((tx) => [tx`select 1`, tx`select 2`]);',
      inTransaction('await Promise.all([tx`select 1`, tx`select 2`]);'),
      inTransaction('await tx`select 1`.simple();'),
      inTransaction('await tx`select ${tx`a`} from t`;'),
      inTransaction('const filter = tx`where a`; await tx`select 1 ${filter}`;'),
      inTransaction('const query = tx`select 1`; query.cancel(); await query;'),
      inTransaction('for await (const rows of tx`select 1`.cursor(10)) use(rows);'),
      inTransaction('const [row] = await tx.unsafe("select 1");'),
      inTransaction('await tx.savepoint((sp) => sp`select 1`);'),
      inTransaction('await insert(tx, rows);'),
      // Not inside a transaction: no-floating-promises reports these.
      'const query = sql`select 1`;',
    ],
    invalid: [
      { code: inTransaction('tx`select 1`;'), errors },
      { code: inTransaction('void tx`select 1`;'), errors },
      { code: inTransaction('tx`select 1`.simple();'), errors },
      { code: inTransaction('const unused = tx`select 1`;'), errors },
      { code: inTransaction('const query = tx`select 1`; void query;'), errors },
      { code: inTransaction('[tx`select 1`];'), errors },
      { code: inTransaction('tx.unsafe("select 1");'), errors },
      { code: inTransaction('if (late) { tx`select 1`; } await tx`select 2`;'), errors },
      { code: inTransaction('await tx.savepoint(async (sp) => { sp`select 1`; });'), errors },
      { code: 'sql.begin("read only", async (tx) => { tx`select 1`; });', errors },
      { code: 'this.#sql.begin(async function (tx) { tx`select 1`; });', errors },
    ],
  },
);
