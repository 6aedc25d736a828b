import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The program of the Debian package `pgbouncer`; undefined where it is not installed. */
export const pgbouncerProgram = folders
  .map((folder) => join(folder, 'pgbouncer'))
  .find((path) => existsSync(path));

/** A running PgBouncer. */
export interface PgBouncer extends AsyncDisposable {
  readonly port: number;
  /** The URL of the server behind it, with the address of the pooler. */
  readonly url: string;
}

/** Starts PgBouncer in front of a server. */
export async function startPgBouncer(
  serverUrl: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<PgBouncer> {
  if (pgbouncerProgram === undefined) throw new Error('PgBouncer is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'wdh-pgbouncer-'));
  await chmod(folder, 0o755);
  const { hostname, port: serverPort, username, password } = new URL(serverUrl);
  const port = await freePort();
  const options = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    auth_type: 'any',
    unix_socket_dir: '',
    ...settings,
  };
  const config = [
    '[databases]',
    `* = host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}`,
    '[pgbouncer]',
    ...Object.entries(options).map(([name, value]) => `${name} = ${value}`),
  ];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, config.join('\n'), { mode: 0o644 });
  const started = spawn(pgbouncerProgram, [file], { ...account(), stdio: 'ignore' });
  const ended = new Promise((resolve) => started.once('exit', resolve));
  await untilListening(port);
  return {
    port,
    url: Object.assign(new URL(serverUrl), { port: String(port) }).href,
    [Symbol.asyncDispose]: async () => {
      started.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** It does not run as root. */
function account(): { readonly uid?: number; readonly gid?: number } {
  if (process.geteuid?.() !== 0) return {};
  const idOf = (kind: '-u' | '-g'): number => Number(execFileSync('id', [kind, 'nobody']));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('PgBouncer does not listen.');
}
