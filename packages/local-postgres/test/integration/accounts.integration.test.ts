// @module-tag full
import { chown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { cacheFolders } from '../../src/binaries/binary-cache.js';
import { installProject } from '../project/install-project.js';
import { eventually, processesIn } from '../project/processes-in.js';
import { roomyFolder } from '../project/roomy-folder.js';
import { testFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');
const nobody = { uid: 65534, gid: 65534 };

beforeEach(({ skip }) => {
  skip(process.geteuid?.() !== 0, 'needs root, to become another user');
});

describe('root, in a project that only root can access', () => {
  let locked: string;
  let temporaryFolder: string;

  beforeAll(async () => {
    locked = await installProject({ mode: 0o700, withLinks: false, version: inject('version') });
    temporaryFolder = await roomyFolder(0o1777);
  });

  afterAll(async () => {
    await rm(locked, { recursive: true, force: true });
    await rm(temporaryFolder, { recursive: true, force: true });
  });

  test('processes copy the programs once, without conflicts', async () => {
    const users = [1, 2].map(() => new ServerUser(locked, {}, { temporaryFolder }));
    for (const user of users) {
      const { version, log, dataDir } = await user.server();
      expect(version.split('.')[0]).toBe(String(inject('version')));
      expect(log).toEqual([expect.stringContaining(`run from ${temporaryFolder}/`)]);
      expect((await stat(dataDir)).uid).not.toBe(0);
    }
    for (const user of users) await user.stop();
    await Promise.all(users.map((user) => user.end()));
    expect(await readdir(temporaryFolder)).toEqual(['wdh-postgres-programs-0']);
    expect(await readdir(path.join(temporaryFolder, 'wdh-postgres-programs-0'))).toHaveLength(1);
  });

  test('data is kept in a replacement folder, the same each time', async () => {
    const options = { dataDir: '.wdh/postgres', database: 'kept' };
    const first = new ServerUser(locked, options, { temporaryFolder });
    const report = await first.server();
    onTestFinished(() => rm(report.dataDir, { recursive: true, force: true }));
    await first.end('SIGKILL');
    expect(report.dataDir).toMatch(/^\/var\/tmp\/wdh-postgres-0\/postgres-[0-9a-f]{16}$/);
    expect(report.log).toContainEqual(expect.stringContaining(report.dataDir));
    expect((await stat(report.dataDir)).mode & 0o777).toBe(0o700);

    const second = new ServerUser(locked, options, { temporaryFolder });
    const again = await second.server();
    expect(again.dataDir).toBe(report.dataDir);
    expect(again.url.split('@')[0]).toBe(report.url.split('@')[0]);
    await second.stop();
    await second.end();
    const isStill = async () => (await processesIn(report.dataDir)).length === 0;
    expect(await eventually(isStill)).toBe(true);
  });

  test('a copy of the programs of which a cleaner has removed a part is created again', async () => {
    const start = async (): Promise<void> => {
      const user = new ServerUser(locked, {}, { temporaryFolder });
      await user.server();
      await user.stop();
      await user.end();
    };
    await start();
    const [cache = ''] = cacheFolders(temporaryFolder);
    const [copy = ''] = await readdir(cache);
    const share = path.join(cache, copy, 'native', 'share', 'postgresql');
    await rm(path.join(share, 'timezone'), { recursive: true });
    await start();
    expect(await readdir(share)).toContain('timezone');
  });

  test('programs that another user has put in the place of the copy are not run', async () => {
    const [cache = ''] = cacheFolders(temporaryFolder);
    await rm(cache, { recursive: true, force: true });
    await mkdir(cache);
    await chown(cache, nobody.uid, nobody.gid);
    const user = new ServerUser(locked, {}, { temporaryFolder });
    const { log } = await user.server();
    expect(log.join()).not.toContain(temporaryFolder);
    await user.stop();
    await user.end();
    expect(await readdir(cache)).toEqual([]);
  });
});

test('root runs the server in the project if others can access it', async () => {
  const dataDir = path.join(await testFolder(), 'postgres');
  const user = new ServerUser(project, { dataDir });
  const report = await user.server();
  expect(report).toMatchObject({ dataDir, uid: 0, log: [] });
  expect((await stat(dataDir)).uid).not.toBe(0);
  await user.stop();
  await user.end();
});

test('a user other than root runs the server under their own account', async () => {
  const dataDir = path.join(await testFolder(0o777), 'postgres');
  const user = new ServerUser(project, { dataDir }, { ids: nobody });
  expect(await user.server()).toMatchObject({ dataDir, uid: nobody.uid, log: [] });
  expect((await stat(dataDir)).uid).toBe(nobody.uid);
  await user.stop();
  await user.end();
});

test('root and the owner of a cluster can use it alternately and together', async () => {
  const folder = await testFolder(0o700);
  await chown(folder, nobody.uid, nobody.gid);
  const dataDir = path.join(folder, 'postgres');
  const owner = new ServerUser(project, { dataDir }, { ids: nobody });
  const { url } = await owner.server();
  const root = new ServerUser(project, { dataDir });
  expect(await root.server()).toMatchObject({ dataDir, url });
  await owner.stop();
  await root.stop();
  await Promise.all([owner.end(), root.end()]);
  const alone = new ServerUser(project, { dataDir });
  expect(await alone.server()).toMatchObject({ dataDir, uid: 0 });
  await alone.stop();
  await alone.end();
  expect((await stat(dataDir)).uid).toBe(nobody.uid);
});
