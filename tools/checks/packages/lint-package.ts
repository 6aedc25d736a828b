import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Finding } from '../finding.js';
import type { PackedPackage } from './pack-packages.js';

/** Checks a packed package with publint, including suggestions, and with attw. */
export async function lintPackage(
  root: string,
  { folder, tarball }: PackedPackage,
): Promise<readonly Finding[]> {
  const messages = [...(await lintWithPublint(tarball)), ...(await lintWithAttw(root, tarball))];
  return messages.map((message) => ({ path: folder, message }));
}

async function lintWithPublint(tarball: string): Promise<string[]> {
  const content = await readFile(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: Uint8Array.from(content).buffer },
    strict: true,
  });
  return messages.map(
    (message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`,
  );
}

/**
 * attw checks how each kind of TypeScript project resolves the types; CommonJS is not supported.
 */
async function lintWithAttw(root: string, tarball: string): Promise<string[]> {
  const attw = join(root, 'node_modules', '.bin', 'attw');
  return new Promise((resolve) => {
    execFile(
      attw,
      [tarball, '--profile', 'esm-only', '--no-color', '--no-emoji'],
      (error, stdout, stderr) => {
        resolve(error === null ? [] : [`attw: ${stdout}${stderr}`]);
      },
    );
  });
}
