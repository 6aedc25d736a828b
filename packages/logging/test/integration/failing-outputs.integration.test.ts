import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('log-many.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wdh-logging-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function start(options: readonly string[], stdout: number | 'pipe') {
  const args = ['--import', tsx, script, ...options];
  return spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
}

function linesInFiles(): number {
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.log'));
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').length;
}

describe('a process that logs', () => {
  it('goes on when the reader of its stdout goes away, and loses nothing of its files', async () => {
    const child = start([folder, 'close'], 'pipe');
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(linesInFiles()).toBe(5000);
  });

  it.runIf(process.platform === 'linux')('goes on when the disk under stdout is full', async () => {
    const full = openSync('/dev/full', 'w');
    const child = start([folder, 'close'], full);
    const [code] = (await once(child, 'exit')) as [number | null];
    closeSync(full);
    expect(code).toBe(0);
    expect(linesInFiles()).toBe(5000);
  });

  it('has handed everything to stdout once it is closed, and may end at once', async () => {
    const child = start(['', 'close'], 'pipe');
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(child, 'close');
    expect(text.trimEnd().split('\n')).toHaveLength(5000);
  });
});
