import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const workspace = fileURLToPath(new URL('../../../../../', import.meta.url));
const eslint = fileURLToPath(
  new URL('../../../../../node_modules/eslint/bin/eslint.js', import.meta.url),
);

const ours = /(?:await-transaction-queries|no-outer-connection)$/;

/** Lints a text as source of the loader; returns the violated project rules by line. */
async function rulesBrokenBy(text: string): Promise<readonly string[]> {
  const file = 'packages/postgres/src/connection/begin-transaction.ts';
  // The Nx rule writes to stdout if the project graph is not cached.
  const ruleOfNx = '@nx/enforce-module-boundaries: off';
  const args = [
    eslint,
    '--stdin',
    '--stdin-filename',
    file,
    '--format',
    'json',
    '--rule',
    ruleOfNx,
  ];
  const child = execFile(process.execPath, args, { cwd: workspace });
  let output = '';
  child.stdout?.on('data', (chunk: string) => (output += chunk));
  child.stdin?.end(text);
  await once(child, 'close');
  const [result] = JSON.parse(output) as [{ messages: { ruleId: string | null; line: number }[] }];
  return result.messages.flatMap(({ ruleId, line }) => {
    const rule = ours.exec(ruleId ?? '')?.[0];
    return rule === undefined ? [] : [`${line} ${rule}`];
  });
}

const text = `import type { Sql } from 'postgres';

/** Counts. */
export async function count(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx\`select 1\`;
    tx\`select 2\`;
    await sql\`select 3\`;
  });
}
`;

test(
  'D12 a query that is not awaited, and an outer connection, in a transaction: lint fails for both and for nothing else',
  { tags: ['full'] },
  async () => {
    expect(await rulesBrokenBy(text)).toEqual([
      '7 await-transaction-queries',
      '8 no-outer-connection',
    ]);
  },
);
