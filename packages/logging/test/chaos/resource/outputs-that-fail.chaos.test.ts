import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLogging } from '../../start-logging.js';

const onLinux = { skip: process.platform !== 'linux' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wdh-logging-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function linesInFiles(): number {
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.log'));
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').length;
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

it('R08 stdout closed by its reader: the process continues and no entry of its files is lost', async () => {
  const child = startLogging([folder, 'close'], 'pipe');
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  let isClosed = false;
  child.stdout?.once('data', () => {
    child.stdout?.destroy();
    isClosed = true;
  });
  expect(await exitCodeOf(child)).toBe(0);
  expect(isClosed, 'fault not injected').toBe(true);
  expect(errors).toBe('');
  expect(linesInFiles()).toBe(5000);
});

it(
  'R03 no space for stdout: the process continues and no entry of its files is lost',
  onLinux,
  async () => {
    const full = openSync('/dev/full', 'w');
    const code = await exitCodeOf(startLogging([folder, 'close'], full));
    closeSync(full);
    expect(code).toBe(0);
    expect(linesInFiles()).toBe(5000);
  },
);

it(
  'R03 no space for the log file: it is reported once, and no entry of stdout is lost',
  onLinux,
  async () => {
    const child = startLogging([folder, 'close'], 'pipe', { fileBlocks: 200 });
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    expect(await exitCodeOf(child)).toBe(0);
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly event: string }).event);
    expect(events.filter((event) => event === 'counted')).toHaveLength(5000);
    expect(events.filter((event) => event === 'logging.file_failed')).toHaveLength(1);
    expect(text).toContain('"reason":"EFBIG"');
  },
);
