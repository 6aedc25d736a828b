import { describe, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

/** Loads one value over a connection that asks for a zone, and reads its moment. */
async function stored(zone: string | null, type: string, value: unknown): Promise<unknown> {
  const { sql, url } = warehouse;
  await sql`drop table if exists moments`;
  await sql.unsafe(`create table moments (value ${type})`);
  const connectionUrl = new URL(url);
  if (zone !== null) connectionUrl.searchParams.set('timezone', zone);
  const loader = warehouse.newLoader({ connectionUrl: connectionUrl.href });
  await loader.load([{ value }], { into: 'moments' });
  const [row] = await sql`select value::text as value from moments`;
  return row?.['value'];
}

describe('a local time in a zone that the connection states, or where the server has UTC', () => {
  test.each([
    ['America/New_York', '2025-06-01 12:00', '2025-06-01 16:00:00+00'],
    ['America/New_York', '2025-06-01', '2025-06-01 04:00:00+00'],
    ['America/New_York', '2025-03-09 01:59:59.999999', '2025-03-09 06:59:59.999999+00'],
    ['America/New_York', '2025-03-09 03:00', '2025-03-09 07:00:00+00'],
    ['America/New_York', '2025-11-02 00:59:59', '2025-11-02 04:59:59+00'],
    ['America/New_York', '2025-11-02 02:00', '2025-11-02 07:00:00+00'],
    ['America/New_York', '2025-03-09 02:10+00', '2025-03-09 02:10:00+00'],
    ['Australia/Lord_Howe', '2025-04-06 02:00', '2025-04-05 15:30:00+00'],
    ['Asia/Kolkata', '1900-01-01 12:00', '1900-01-01 06:38:50+00'],
    [null, '2025-06-01', '2025-06-01 00:00:00+00'],
    [null, '2025-03-09T02:10:00', '2025-03-09 02:10:00+00'],
    ['Etc/UTC', '2025-03-09 02:10', '2025-03-09 02:10:00+00'],
  ])('in %s takes %s', async (zone, value, kept) => {
    expect(await stored(zone, 'timestamptz', value)).toBe(kept);
  });

  test.each([
    ['America/New_York', 'timestamptz', '2025-03-09 02:10'],
    ['America/New_York', 'timestamptz', '2025-03-09T02:00:00'],
    ['America/New_York', 'timestamptz', '2025-11-02 01:30'],
    ['America/New_York', 'timestamptz[]', ['2025-11-02 01:30']],
    ['America/New_York', 'tstzrange', '["2025-03-09 02:10","2025-06-01 12:00")'],
    ['Australia/Lord_Howe', 'timestamptz', '2025-04-06 01:45'],
    ['America/Sao_Paulo', 'timestamptz', '2018-11-04'],
    ['<-03>3', 'timestamptz', '2025-06-01 12:00'],
    ['America/New_York', 'timetz', '12:00'],
  ])('in %s refuses for %s %j', async (zone, type, value) => {
    const error = await failureOf(stored(zone, type, value));
    expect(error).toMatchObject({ code: 'VALUE_WOULD_CHANGE' });
    expect(error.message).toContain('offset');
  });
});

test('a zone that the server does not know is reported as an invalid connection URL', async () => {
  const error = await failureOf(stored('America/Nowhere', 'timestamptz', '2025-06-01 12:00'));
  expect(error).toMatchObject({ code: 'CONNECTION_URL_INVALID', category: 'usage' });
  expect(error.message).toContain('timezone');
});

describe('a zone that the database has, without being asked for it', () => {
  test('refuses local times, and names the zone and how to set it', async () => {
    const { sql } = warehouse;
    const [{ name } = { name: '' }] = await sql<{ name: string }[]>`
      select current_database() as name`;
    await sql.unsafe(`alter database "${name}" set timezone = 'America/New_York'`);
    for (const value of ['2025-06-01 12:00', '2025-03-09 02:10', '2025-06-01']) {
      const error = await failureOf(stored(null, 'timestamptz', value));
      expect(error).toMatchObject({ code: 'VALUE_WOULD_CHANGE' });
      expect(error.message).toContain('TimeZone is America/New_York');
      expect(error.message).toContain('timezone=');
    }
    expect(await stored(null, 'timestamptz', '2025-06-01 12:00Z')).toBe('2025-06-01 12:00:00+00');
    expect(await stored(null, 'timestamptz', new Date(0))).toBe('1970-01-01 00:00:00+00');
    expect(await stored(null, 'timestamp', '2025-03-09 02:10')).toBe('2025-03-09 02:10:00');
    const ofNewYork = await stored('America/New_York', 'timestamptz', '2025-06-01 12:00');
    expect(ofNewYork).toBe('2025-06-01 16:00:00+00');
    await sql.unsafe(`alter database "${name}" reset timezone`);
  });
});
