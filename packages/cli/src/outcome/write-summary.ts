import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { expectReplaceable, replaceFile } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { showText } from '../terminal/show-text.js';
import type { Terminal } from '../terminal/terminal.js';

/** The streams of this process by their paths. */
const ownStreams: Readonly<Record<string, 'stdout' | 'stderr'>> = {
  '/dev/stdout': 'stdout',
  '/dev/fd/1': 'stdout',
  '/proc/self/fd/1': 'stdout',
  '/dev/stderr': 'stderr',
  '/dev/fd/2': 'stderr',
  '/proc/self/fd/2': 'stderr',
};

/**
 * Checks before a run that its summary may be written to `path`: a regular file, which need not
 * exist, a stream of the process (`/dev/stdout`) or a character device (`/dev/null`).
 *
 * Conditions that may change before the end of the run (folders, permissions, space) are not
 * checked.
 *
 * @throws WdhError `PROTECTED_FILE` (usage) for the name of a settings, code, migration or key
 *   file, `NOT_A_FILE` (file) for a symbolic link, a named pipe, a socket or a block device
 */
export async function expectSummaryPlace(path: string): Promise<void> {
  if (path in ownStreams) return;
  const found = await lstat(path).catch(() => null);
  const isLeftToTheEnd = found?.isCharacterDevice() === true || found?.isDirectory() === true;
  if (!isLeftToTheEnd) await expectReplaceable(path, []).catch(throwOwn);
}

/** Errors of the system are ignored here: writing the summary reports them with more detail. */
function throwOwn(error: unknown): void {
  if (error instanceof WdhError) throw error;
}

/**
 * Writes the outcome as JSON, for scripts. Every control character in it is escaped.
 *
 * @throws WdhError `SUMMARY_NOT_WRITTEN` (file)
 */
export async function writeSummary(
  path: string,
  summary: { readonly status: string },
  terminal: Terminal,
): Promise<void> {
  const text = `${JSON.stringify(summary, null, 2)}\n`;
  try {
    const own = ownStreams[path];
    if (own === undefined) await putInPlace(path, showText(text));
    else await terminal.printTo(own, text);
  } catch (cause) {
    throw new WdhError(
      `The summary could not be written to ${path} (${reasonOf(cause)}): check that its folder exists, ` +
        `may be written to and has space. The run itself ended as ${summary.status}.`,
      { code: 'SUMMARY_NOT_WRITTEN', category: 'file', cause },
    );
  }
}

/** Replaces a file atomically, or writes to a character device. */
async function putInPlace(path: string, text: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found?.isCharacterDevice() === true) return writeToDevice(path, text);
  await replaceFile(path, [], (out) => pipeline([text], out));
}

/** Opens without blocking and without following a link that was created in the meantime. */
async function writeToDevice(path: string, text: string): Promise<void> {
  const { O_WRONLY, O_NONBLOCK, O_NOFOLLOW, O_NOCTTY } = constants;
  const device = await open(path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY);
  try {
    await device.writeFile(text);
  } finally {
    await device.close();
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  const source = error instanceof WdhError && codeOf(cause) !== undefined ? cause : error;
  return codeOf(source) ?? 'unknown error';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
