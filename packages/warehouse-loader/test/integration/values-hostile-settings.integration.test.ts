import { Pipeline } from '@wdh/pipeline-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadMode, WarehouseLoader } from '../../src/index.js';
import { keptValues } from '../warehouse/kept-values.js';
import { createValueTypes, refusedValues } from '../warehouse/refused-values.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);

/** Settings that a server, a database or a role may have, each of which could change a value. */
const hostile = {
  datestyle: 'German, DMY',
  intervalstyle: 'sql_standard',
  timezone: 'America/New_York',
  extra_float_digits: '-12',
  bytea_output: 'escape',
  standard_conforming_strings: 'off',
  escape_string_warning: 'on',
  backslash_quote: 'off',
  array_nulls: 'off',
  xmlbinary: 'hex',
  xmloption: 'document',
  timezone_abbreviations: 'Australia',
  lc_monetary: 'C.UTF-8',
  lc_numeric: 'C.UTF-8',
  quote_all_identifiers: 'on',
  transform_null_equals: 'on',
  client_min_messages: 'debug1',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  search_path: 'nowhere',
  synchronous_commit: 'off',
  statement_timeout: '60s',
  enable_seqscan: 'off',
  plan_cache_mode: 'force_generic_plan',
  jit: 'on',
  gin_fuzzy_search_limit: '1',
} as const;

/** Reads the stored values, under any settings. */
let reader: postgres.Sql;

beforeAll(async () => {
  const { sql, url } = warehouse;
  await createValueTypes(sql);
  reader = postgres(url, {
    max: 1,
    connection: {
      datestyle: 'ISO, MDY',
      intervalstyle: 'postgres',
      timezone: 'UTC',
      array_nulls: 'on',
      bytea_output: 'hex',
      extra_float_digits: '1',
      search_path: 'public',
      standard_conforming_strings: 'on',
      lc_monetary: 'C',
    },
  });
});

afterAll(() => reader.end());

const databaseName = (): string => new URL(warehouse.url).pathname.slice(1);

const owners = [
  ['the database', () => `database "${databaseName()}"`],
  ['the role', () => `role ${role.name}`],
] as const;

describe.each(owners)('under hostile settings of %s', (_, owner) => {
  let loader: WarehouseLoader;

  beforeAll(async () => {
    for (const [name, value] of Object.entries(hostile)) {
      const list = name === 'search_path' ? value : `'${value}'`;
      await reader.unsafe(`alter ${owner()} set ${name} = ${list}`);
    }
    loader = warehouse.newLoader({ connectionUrl: role.url });
  });

  afterAll(async () => {
    await reader.unsafe(`alter ${owner()} reset all`);
  });

  test('new sessions have them', async () => {
    const other = postgres(role.url, { max: 1, onnotice: () => undefined });
    const [row] = await other`select current_setting('datestyle') as style,
      current_setting('extra_float_digits') as digits`;
    await other.end();
    expect(row).toEqual({ style: 'German, DMY', digits: '-12' });
  });

  test.each(['append', 'upsert', 'replace'] as const)(
    'every value is stored unchanged, by %s',
    async (mode) => {
      await createTable(
        'kept',
        keptValues.map(([type]) => type),
      );
      const cells = keptValues.map(([, value], index) => [`c${index}`, value] as const);
      const row = { id: 1, ...Object.fromEntries(cells) };
      await loader.load([row], { into: 'public.kept', mode, upsertKeys: ['id'] });
      await loader.load([row], { into: 'public.kept', mode: 'upsert', upsertKeys: ['id'] });
      const texts = keptValues.map((_, index) => `c${index}::text`);
      const [stored] = await reader.unsafe(
        `select to_json(array[${texts.join(', ')}]) as texts from kept`,
      );
      expect(stored?.['texts']).toEqual(keptValues.map(([, , text]) => text));
    },
  );

  test.each(['append', 'upsert', 'replace'] as const)(
    'every value that would change is refused with its code, by %s',
    async (mode) => {
      await createTable(
        'refused',
        refusedValues.map(([type]) => type),
      );
      const report = await rejectAll(loader, mode);
      expect(report.rows).toMatchObject({ inserted: 1, rejected: refusedValues.length });
      const rejected = await reader`select field, code from rejected_rows
        where execution_id = ${report.executionId} order by row_number`;
      expect(rejected).toEqual(
        refusedValues.map(([, , code], index) => ({ field: `c${index}`, code })),
      );
    },
  );
});

async function createTable(name: string, types: readonly string[]): Promise<void> {
  await reader.unsafe(`drop table if exists ${name}`);
  const columns = types.map((type, index) => `c${index} ${type}`);
  await reader.unsafe(`create table ${name} (id int primary key, ${columns.join(', ')})`);
  await reader.unsafe(`grant all on ${name} to ${role.name}`);
}

function rejectAll(loader: WarehouseLoader, mode: LoadMode) {
  const empty = Object.fromEntries(refusedValues.map((_, index) => [`c${index}`, null]));
  const bad = refusedValues.map(([, value], id) => ({ id, ...empty, [`c${id}`]: value }));
  const rows = [...bad, { id: -1, ...empty }];
  const numbers = rows.map((_, index) => index + 1);
  return loader.loadPipeline(
    new Pipeline<object>('refused').bind({
      identify: () => Promise.resolve({ name: 'refused', sizeBytes: null, sha256: null }),
      async *read() {
        await Promise.resolve();
        yield { rows, rowNumbers: numbers, lineNumbers: numbers, rejected: [] };
      },
    }),
    {
      into: 'public.refused',
      mode,
      upsertKeys: ['id'],
      onRefusal: 'reject',
      errorThreshold: 1,
    },
  );
}
