import type postgres from 'postgres';

/** A clock in the database, which a test sets; several processes read it. */
export interface FakeClock {
  /** SQL for its time. */
  readonly clock: string;
  set(time: string | Date): Promise<void>;
}

/** Creates a clock that stands still at a time. */
export async function createFakeClock(sql: postgres.Sql, time: string): Promise<FakeClock> {
  await sql`create table if not exists public.fake_clock (now timestamptz not null)`;
  await sql`truncate public.fake_clock`;
  await sql`insert into public.fake_clock values (${time})`;
  return {
    clock: '(select now from public.fake_clock)',
    set: async (to) => {
      await sql`update public.fake_clock set now = ${to}`;
    },
  };
}
