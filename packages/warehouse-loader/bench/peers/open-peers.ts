import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Peer, peerPackages, peers } from './peer.js';

const run = promisify(execFile);

/** A peer that is installed. */
export interface OpenPeer extends Peer {
  /** Loads a file into `records`, in a process of its own; returns milliseconds. */
  readonly run: (url: string, path: string) => Promise<number>;
}

/** Installs the packages of npm into a temporary folder; a peer that is absent is skipped, and named. */
export async function openPeers(): Promise<
  AsyncDisposable & { readonly installed: readonly OpenPeer[] }
> {
  const cwd = await mkdtemp(join(tmpdir(), 'wdh-bench-peers-'));
  await cp(fileURLToPath(new URL('.', import.meta.url)), cwd, { recursive: true });
  const npm = ['install', '--no-audit', '--no-fund', '--silent', ...peerPackages];
  const hasPackages = await succeeds('npm', npm, cwd);
  const installed: OpenPeer[] = [];
  for (const peer of peers) {
    const [program, ...args] = peer.version ?? [];
    const isThere = program === undefined ? hasPackages : await succeeds(program, args, cwd);
    if (!isThere) {
      console.log(`SKIPPED: ${peer.name} is not installed: ${peer.install}`);
      continue;
    }
    installed.push({
      ...peer,
      run: async (url, path) => {
        const [loader, ...given] = peer.load(url, path);
        const startedAt = performance.now();
        await run(loader, given, { cwd });
        return performance.now() - startedAt;
      },
    });
  }
  return { installed, [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }) };
}

async function succeeds(program: string, args: readonly string[], cwd: string): Promise<boolean> {
  return run(program, [...args], { cwd }).then(
    ({ stdout }) => {
      if (stdout.trim() !== '') console.log(stdout.trim());
      return true;
    },
    () => false,
  );
}
