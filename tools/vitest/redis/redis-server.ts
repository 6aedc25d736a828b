import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findRedisServer } from './find-redis-server.js';

/** Printed beside each test that is skipped. */
export const noRedis =
  'redis-server is not installed, so the tests of Redis are SKIPPED: apt-get install redis-server, or set REDIS_SERVER_PATH.';

/** A Redis of its own on a port of this machine, with a password, that keeps its data in memory. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  readonly password = randomBytes(24).toString('hex');
  readonly #program: string;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  /** @throws Error where Redis is not installed. */
  static async start(): Promise<RedisServer> {
    const program = findRedisServer();
    if (program === undefined) throw new Error(noRedis);
    const folder = await mkdtemp(join(tmpdir(), 'wdh-redis-'));
    const server = new RedisServer(program, folder, await freePort());
    await server.restart();
    return server;
  }

  private constructor(program: string, folder: string, port: number) {
    this.#program = program;
    this.#folder = folder;
    this.port = port;
  }

  get url(): string {
    const url = new URL(`redis://127.0.0.1:${this.port}`);
    url.password = this.password;
    return url.href;
  }

  /** Starts it again on its port, without its data; it must be stopped. */
  async restart(): Promise<void> {
    const settings = {
      port: this.port,
      bind: '127.0.0.1',
      requirepass: this.password,
      dir: this.#folder,
      save: '',
      appendonly: 'no',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn(this.#program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      if (line.includes('Ready to accept connections')) break;
    }
    // What it prints later must not fill the pipe.
    child.stdout.resume();
    if (child.exitCode !== null) throw new Error('redis-server did not start.');
  }

  /** Sends a signal, such as SIGSTOP, which freezes it. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
