import { dateFormat, dateTimeFormat } from '@wdh/file-connector';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const zones = [
  ...['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Sao_Paulo', 'Asia/Kolkata'],
  ...['America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo', 'Asia/Shanghai'],
];
const pattern = 'DD.MM.YYYY HH:mm:ss';

let database: TestDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase(inject('serverUrl'));
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

interface Local {
  /** The time of a clock in the zone. */
  readonly cell: string;
  /** Whether the clocks skip it. */
  readonly isGap: boolean;
}

/** Local times: a thousand random ones, and each quarter of an hour of the days when clocks change. */
const localTimes = (zone: string): Promise<readonly Local[]> => sql<Local[]>`
  with days as (
    select day, (day at time zone ${zone}) - (day at time zone 'UTC') as "offset"
    from generate_series('1975-01-01Z'::timestamptz, '2021-01-01Z', '1 day') as day
  ), changes as (
    select (day at time zone ${zone})::date as day, "offset" <> lag("offset") over (order by day) as is_change
    from days
  ), times as (
    select timestamp '1975-01-01' + random() * interval '45 years' as local from generate_series(1, 1000)
    union all
    select day + quarter * interval '15 minutes'
    from changes, generate_series(-96, 96) as quarter where is_change
  )
  select to_char(local, 'DD.MM.YYYY HH24:MI:SS') as cell,
    local at time zone ${zone} at time zone ${zone} <> local as "isGap"
  from (select date_trunc('second', local) as local from times) as whole`;

/** What a clock in the zone shows at each moment. */
async function clocksOf(zone: string, moments: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ cell: string }[]>`
    select to_char(moment::timestamptz at time zone ${zone}, 'DD.MM.YYYY HH24:MI:SS') as cell
    from unnest(${moments}::text[]) with ordinality as found (moment, number) order by number`;
  return rows.map(({ cell }) => cell);
}

describe.each(zones)('times in %s are those of the server', (zone) => {
  it('in gaps, repeats and between them', async () => {
    const times = await localTimes(zone);
    const first = dateTimeFormat([pattern], { zone, repeat: 'first' });
    const second = dateTimeFormat([pattern], { zone, repeat: 'second' });
    const only = dateTimeFormat([pattern], { zone });
    const skipped = times.filter(({ isGap }) => isGap).map(({ cell }) => cell);
    const rejected = times.filter(({ cell }) => first.parse(cell) === null).map(({ cell }) => cell);
    expect(rejected).toEqual(skipped);
    const cells = times.filter(({ isGap }) => !isGap).map(({ cell }) => cell);
    for (const { parse } of [first, second]) {
      const moments = cells.map((cell) => parse(cell) ?? '');
      expect(await clocksOf(zone, moments)).toEqual(cells);
    }
    const repeated = cells.filter((cell) => first.parse(cell) !== second.parse(cell));
    expect(cells.filter((cell) => only.parse(cell) === null)).toEqual(repeated);
    const [early, late] = [first, second].map(({ parse }) =>
      repeated.map((cell) => Date.parse(parse(cell) ?? '')),
    );
    expect(early?.every((moment, index) => moment < (late?.[index] ?? 0))).toBe(true);
  });

  it('at random moments, which are found again', async () => {
    const rows = await sql<{ moment: number; cell: string }[]>`
      select extract(epoch from moment)::float8 as moment,
        to_char(moment at time zone ${zone}, 'DD.MM.YYYY HH24:MI:SS') as cell
      from (
        select date_trunc('second', '1975-01-01Z'::timestamptz + random() * interval '45 years') as moment
        from generate_series(1, 1000)
      ) as random`;
    const formats = (['first', 'second'] as const).map((repeat) =>
      dateTimeFormat([pattern], { zone, repeat }),
    );
    const lost = rows.filter(({ moment, cell }) =>
      formats.every(({ parse }) => Date.parse(parse(cell) ?? '') !== moment * 1000),
    );
    expect(lost).toEqual([]);
  });
});

it('four quarters of an hour are skipped in each year of summer time in Berlin', async () => {
  const times = await localTimes('Europe/Berlin');
  const skipped = new Set(times.filter(({ isGap }) => isGap).map(({ cell }) => cell));
  const quarters = [...skipped].filter((cell) => /:(?:00|15|30|45):00$/.test(cell));
  expect(quarters.length).toBeGreaterThanOrEqual(4 * 41);
});

it('the texts of formats have one meaning in any settings of the server', async () => {
  const day = dateFormat(['DD.MM.YYYY']).parse('05.03.2025');
  const local = dateTimeFormat(['M/D/YYYY h:mm:ss A']).parse('3/5/2025 2:30:45 PM');
  const moments = [
    dateTimeFormat(['YYYY-MM-DD HH:mm:ss.SZ']).parse('2025-03-05 14:30:45.123456-0330'),
    dateTimeFormat(['epoch-microseconds']).parse('-62135596799999999'),
    dateTimeFormat(['YYYY-MM-DD HH:mm'], { zone: 'Africa/Monrovia' }).parse('1960-01-01 00:00'),
  ];
  for (const style of ['ISO, DMY', 'German', 'SQL, MDY', 'Postgres, YMD']) {
    await sql`select set_config('DateStyle', ${style}, false), set_config('TimeZone', 'Pacific/Apia', false)`;
    const [row] = await sql`
      select ${day}::text::date = make_date(2025, 3, 5) as day,
        ${local}::text::timestamp = make_timestamp(2025, 3, 5, 14, 30, 45) as local,
        (select array_agg(extract(epoch from moment::timestamptz)::text order by number)
          from unnest(${moments}::text[]) with ordinality as found (moment, number)) as moments`;
    expect(row).toEqual({
      day: true,
      local: true,
      moments: ['1741197645.123456', '-62135596799.999999', '-315616530.000000'],
    });
  }
});
