import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usePages } from '../../../../../tools/vitest/browser/use-pages.js';
import { settled } from '../../support/settled.js';
import { startConsole, type RunningConsole } from '../../support/start-console.js';
import { useWorkplace } from '../../support/use-workplace.js';

const hasNginx = ['nginx', 'openssl'].every(
  (program) => spawnSync(program, ['version']).error === undefined,
);
const title = `the console behind nginx with TLS${hasNginx ? '' : ' (not installed: skipped)'}`;

const page = new URL('../../../../../docs/operations/console.md', import.meta.url);
const token = 'anna'.repeat(10);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe.skipIf(!hasNginx)(title, () => {
  const place = useWorkplace();
  const pages = usePages();
  let folder: string;
  let origin: string;
  let running: RunningConsole | undefined;
  let nginx: ReturnType<typeof spawn> | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-nginx-'));
    const [port, behind] = [await freePort(), await freePort()];
    origin = `https://localhost:${String(port)}`;
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const subject = ['-subj', '/CN=localhost', '-days', '2'];
    const files = ['-keyout', key, '-out', certificate];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject],
      {
        stdio: 'ignore',
      },
    );
    const [, documented = ''] = /```nginx\n(.*?)```/su.exec(await readFile(page, 'utf8')) ?? [];
    const server = documented
      .replace('listen 443', `listen 127.0.0.1:${String(port)}`)
      .replace('/etc/ssl/runs.example.com.pem', certificate)
      .replace('/etc/ssl/runs.example.com.key', key)
      .replace('runs.example.com', 'localhost')
      .replace('127.0.0.1:3000', `127.0.0.1:${String(behind)}`);
    const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${join(folder, name)};`)
      .join('\n');
    await writeFile(
      join(folder, 'nginx.conf'),
      `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; pid ${join(folder, 'nginx.pid')}; error_log stderr;
events {}
http { access_log off; ${own}\n${server} }`,
    );
    running = await startConsole(
      {
        folder: place.folder,
        databaseUrl: place.databaseUrl,
        env: {
          ENVIRONMENT: 'prod',
          CONSOLE_URL: `${origin}/wdh`,
          CONSOLE_TOKENS: `anna:viewer+operator:${token}`,
          CONSOLE_TRUSTED_PROXIES: '127.0.0.1',
          CONSOLE_PROXY_HEADER: 'X-Forwarded-User',
          CONSOLE_PROXY_SECRET: 's'.repeat(32),
          CONSOLE_PROXY_ROLES: '*:viewer',
        },
      },
      '--port',
      String(behind),
    );
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  });
  afterAll(async () => {
    await running?.[Symbol.asyncDispose]();
    if (nginx !== undefined) {
      const ended = once(nginx, 'close');
      nginx.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('logs in by a token over a secure cookie, and shows a run without a reload', async () => {
    const allows = [/status of 401.*\/api\/session/u];
    const opened = await pages.newPage(origin, { allows, acceptsAnyCertificate: true });
    await expect
      .poll(async () => (await opened.goto(`${origin}/wdh/runs`).catch(() => null))?.status())
      .toBe(200);
    await opened.getByLabel('Token').fill(token);
    await opened.getByRole('button', { name: 'Log in' }).click();
    await settled(opened, 'Runs');
    const cookies = await opened.context().cookies();
    expect(cookies).toMatchObject([
      { path: '/wdh', secure: true, httpOnly: true, sameSite: 'Strict' },
    ]);
    await place.sql`create table notes (id text, name text)`;
    await writeFile(join(place.folder, 'notes.csv'), 'id,name\n1,Ada\n');
    await place.run('load', 'notes.csv', '--into', 'public.notes');
    await opened.getByRole('button', { name: 'Show 1 new run' }).click();
    await opened.getByRole('row').filter({ hasText: 'Succeeded' }).waitFor();
  });

  it('believes no user that a browser names', async () => {
    const opened = await pages.newPage(origin, { acceptsAnyCertificate: true });
    const answer = await opened.context().request.get(`${origin}/wdh/api/session`, {
      headers: { 'x-forwarded-user': 'root', 'x-console-secret': 's'.repeat(32) },
    });
    expect(answer.status()).toBe(401);
  });
});
