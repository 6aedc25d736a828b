// @module-tag full
import { chown, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { chooseServerAccount } from '../../src/account/server-account.js';
import { findPlatformPackage } from '../../src/binaries/platform-package.js';
import { findServerPrograms } from '../../src/binaries/server-programs.js';
import { createCluster } from '../../src/cluster/create-cluster.js';
import { holdByPgCtl } from '../../src/pg-ctl/hold-by-pg-ctl.js';
import { stopByPgCtl } from '../../src/pg-ctl/stop-by-pg-ctl.js';
import type { HoldRequest } from '../../src/server/held-server.js';
import { processesIn } from '../project/processes-in.js';
import { testFolder } from '../project/test-folder.js';

async function request(isTemporary: boolean): Promise<HoldRequest & { readonly password: string }> {
  const account = await chooseServerAccount();
  const installed = await findPlatformPackage({ version: inject('version') });
  const programs = await findServerPrograms(installed, account, () => undefined);
  const folder = { path: path.join(await testFolder(), 'postgres'), isTemporary };
  await mkdir(folder.path);
  if (account.ids !== undefined) await chown(folder.path, account.ids.uid, account.ids.gid);
  const password = await createCluster(folder, programs, account, 30_000);
  const deadline = performance.now() + 30_000;
  const onLog = (): void => undefined;
  const settings = { application_name: 'with space' };
  return { folder, account, programs, port: undefined, settings, deadline, onLog, password };
}

async function applicationName(port: number, password: string): Promise<unknown> {
  const sql = postgres(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, { max: 1 });
  const rows =
    await sql`SELECT boot_val, reset_val FROM pg_settings WHERE name = 'application_name'`;
  await sql.end();
  return rows.length;
}

test('pg_ctl starts a server, and stops it with its last user', async () => {
  const wanted = await request(false);
  const first = await holdByPgCtl(wanted);
  const second = await holdByPgCtl(wanted);
  expect(second.port).toBe(first.port);
  await first.release();
  expect(await applicationName(second.port, wanted.password)).toBe(1);
  await second.release();
  expect(await processesIn(wanted.folder.path)).toEqual([]);
  expect(await readdir(wanted.folder.path)).toContain('data');
});

test('pg_ctl stops a server before its temporary folder is removed', async () => {
  const wanted = await request(true);
  const held = await holdByPgCtl(wanted);
  await held.release();
  await expect(stat(wanted.folder.path)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await processesIn(wanted.folder.path)).toEqual([]);
});

test('pg_ctl reports why a server does not start', async () => {
  const wanted = await request(false);
  const held = await holdByPgCtl(wanted);
  const other = await request(false);
  await expect(holdByPgCtl({ ...other, port: held.port })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_PORT_IN_USE',
  });
  await expect(holdByPgCtl({ ...wanted, port: held.port + 1 })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_ALREADY_RUNNING',
  });
  await held.release();
});

test('pg_ctl keeps a server running without users until it is stopped by name', async () => {
  const wanted = await request(false);
  const first = await holdByPgCtl(wanted);
  await first.keep();
  await first.release();
  expect(await applicationName(first.port, wanted.password)).toBe(1);
  const second = await holdByPgCtl(wanted);
  expect(second.port).toBe(first.port);
  await second.release();
  expect(await applicationName(first.port, wanted.password)).toBe(1);
  await stopByPgCtl(wanted.folder);
  expect(await processesIn(wanted.folder.path)).toEqual([]);
});
