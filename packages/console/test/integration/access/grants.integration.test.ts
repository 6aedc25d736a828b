import { readFile } from 'node:fs/promises';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp, verifyMigrations } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { consoleMigrations } from '../../../src/index.js';

const folders = [auditMigrations, consoleMigrations];
const script = new URL('../../../../runs/roles.sql', import.meta.url);
let place: TestDatabase;
let admin: postgres.Sql;
let connectionUrl: string;

beforeAll(async () => {
  place = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  admin = postgres(place.url, { max: 1, onnotice: () => undefined });
  await admin.unsafe(await readFile(script, 'utf8'));
  await admin.unsafe(`alter role wdh_migrator password 'wdh_migrator secret'`);
  const url = new URL(place.url);
  Object.assign(url, { username: 'wdh_migrator', password: 'wdh_migrator secret' });
  connectionUrl = url.href;
  await migrateUp({ connectionUrl, folders });
});

afterAll(async () => {
  await admin.end();
  await place.drop();
});

const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];

async function privilegesOf(role: string, table: string): Promise<readonly string[]> {
  const found = await admin<{ name: string }[]>`
    select name from unnest(${privileges}::text[]) with ordinality as p (name, place)
    where has_table_privilege(${role}, ${`public.${table}`}, name) order by place`;
  return found.map(({ name }) => name);
}

describe('the tables of the console', () => {
  it('are served by roles that record runs, and no other sees a session', async () => {
    expect(await privilegesOf('wdh_loader', 'wdh_console_sessions')).toEqual([
      'SELECT',
      'INSERT',
      'UPDATE',
      'DELETE',
    ]);
    expect(await privilegesOf('wdh_reader', 'wdh_console_sessions')).toEqual([]);
  });

  it('have an audit that is only added to', async () => {
    expect(await privilegesOf('wdh_loader', 'wdh_console_audit')).toEqual(['SELECT', 'INSERT']);
    expect(await privilegesOf('wdh_reader', 'wdh_console_audit')).toEqual(['SELECT']);
  });

  it('have an audit whose old rows only their owner deletes', async () => {
    await admin`insert into public.wdh_console_audit (at, user_name, action) values
      (now() - interval '2 years', 'anna', 'login'), (now(), 'anna', 'login')`;
    const deletion = `delete from wdh_console_audit where at < now() - interval '1 year'`;
    const guide = new URL('../../../../../docs/operations/console.md', import.meta.url);
    expect(await readFile(guide, 'utf8')).toContain(`${deletion};`);
    const deleteAs = async (role: string): Promise<number> =>
      admin.begin(async (sql) => {
        await sql.unsafe(`set local role ${role}`);
        return (await sql.unsafe(deletion)).count;
      });
    await expect(deleteAs('wdh_loader')).rejects.toMatchObject({ code: '42501' });
    expect(await deleteAs('wdh_migrator')).toBe(1);
    await admin`delete from public.wdh_console_audit`;
  });

  it('are as declared, and can be removed and created again', async () => {
    expect(await verifyMigrations({ connectionUrl, folders })).toMatchObject({
      isCatalogCompared: true,
    });
    await migrateDown({ connectionUrl, folders, steps: 1 });
    expect(await admin`select to_regclass('public.wdh_console_audit') as found`).toEqual([
      { found: null },
    ]);
    await migrateUp({ connectionUrl, folders });
    expect(await privilegesOf('wdh_loader', 'wdh_console_audit')).toEqual(['SELECT', 'INSERT']);
  });
});
