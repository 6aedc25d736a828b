import { readdir, readFile } from 'node:fs/promises';
import type postgres from 'postgres';

/** Types that our statements hand to functions and operators. */
const types = [
  'bool',
  'int2',
  'int4',
  'int8',
  'oid',
  'numeric',
  'text',
  'varchar',
  'name',
  '"char"',
  'xid',
  'tid',
  'date',
  'timestamptz',
  'json',
  'jsonb',
  'regclass',
  'oid[]',
  'text[]',
];

const pairs = [
  ...types.map((type) => [type, type]),
  ['xid', 'int4'],
  ['varchar', 'text'],
  ['text', 'varchar'],
  ['name', 'text'],
  ['json', 'int4'],
  ['jsonb', 'int4'],
  ['int8', 'int4'],
  ['int4', 'int8'],
  ['text', 'int8'],
];

const operators = ['=', '<>', '<', '>', '<=', '>=', '||', '+', '/', '->', '->>'];

/**
 * Words before a bracket in the loader's statements; those that are not functions of the server have
 * no effect.
 */
async function calledNames(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const name of ['postgres', 'runs', 'warehouse-loader']) {
    const source = new URL(`../../../${name}/src/`, import.meta.url);
    for (const file of await readdir(source, { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const text = await readFile(new URL(file, source), 'utf8');
      for (const [, called] of text.matchAll(/\b([a-z]\w*)\(/g)) found.add(called ?? '');
    }
  }
  return found;
}

/**
 * Plants functions, aggregates, operators and types in schema `public` that are named like those of
 * the server which our statements use, and fit better. Whichever is run counts in the sequence
 * `public.canary`, which no rollback takes back.
 *
 * @returns how many there are.
 */
export async function plantImpostors(sql: postgres.Sql): Promise<number> {
  await sql.unsafe(`create sequence public.canary;
    create function public.canary_hit() returns bool language plpgsql as
      $$ begin perform pg_catalog.nextval('public.canary'); return true; end $$;
    create table public.planted (name pg_catalog.text)`);
  const names = [...(await calledNames())];
  const plant = async (name: string, statements: string): Promise<void> => {
    await sql.unsafe(`do $do$ begin
      begin ${statements};
      insert into public.planted values ('${name.replaceAll("'", "''")}');
      exception when others then null; end;
    end $do$`);
  };
  const hit = 'begin perform public.canary_hit(); return null; end';
  const overloads = await sql<{ name: string; args: string; result: string; kind: string }[]>`
    select distinct p.proname as name, p.prorettype::regtype::text as result, p.prokind::text as kind,
      replace(a.args, 'pg_catalog.', '') as args
    from pg_proc p cross join lateral (
      select distinct coalesce(string_agg(case when t.typtype = 'p' then c.type else t.oid::regtype::text end, ', '
        order by arg.number), '') as args
      from (select unnest(${[...types]}::text[])) as c (type)
      left join unnest(p.proargtypes) with ordinality as arg (type, number) on true
      left join pg_type t on t.oid = arg.type
      group by c.type) as a
    where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind in ('f', 'a', 'w')
      and p.proname = any(${names})`;
  for (const { name, args, result, kind } of overloads) {
    const isOpen = /^any|^record$|^internal$/.test(result);
    const returns = isOpen ? 'pg_catalog.text' : result;
    if (kind === 'a') {
      const state = `public.sum_${name}(pg_catalog.text${args === '' ? '' : `, ${args}`})`;
      await plant(
        `${name}(${args})`,
        `create or replace function ${state} returns pg_catalog.text language plpgsql as $f$ ${hit} $f$;
         create aggregate public.${name}(${args === '' ? '*' : args}) (sfunc = public.sum_${name}, stype = pg_catalog.text)`,
      );
    } else {
      await plant(
        `${name}(${args})`,
        `create function public.${name}(${args}) returns ${returns} language plpgsql as $f$ ${hit} $f$`,
      );
    }
  }
  for (const [index, [left = '', right = '']] of pairs.entries()) {
    for (const returns of ['bool', 'text', 'int8']) {
      await sql.unsafe(`create function public.op_${index}_${returns}(${left}, ${right})
        returns pg_catalog.${returns} language plpgsql as $f$ ${hit} $f$`);
    }
    for (const operator of operators) {
      const returns = /[=<>]$/.test(operator) && !operator.startsWith('-') ? 'bool' : 'text';
      const by = operator === '/' || operator === '+' ? 'int8' : returns;
      await plant(
        `${left} ${operator} ${right}`,
        `create operator public.${operator} (leftarg = ${left}, rightarg = ${right},
          function = public.op_${index}_${by})`,
      );
    }
  }
  for (const type of types.filter((name) => /^\w+$/.test(name))) {
    await plant(
      `type ${type}`,
      `create domain public.${type} as pg_catalog.${type} check (public.canary_hit())`,
    );
  }
  const [planted] = await sql<
    { count: number }[]
  >`select count(*)::int as count from public.planted`;
  return planted?.count ?? 0;
}
