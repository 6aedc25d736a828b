import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CommandContext } from '../../context/command-context.js';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', '""'],
};

/**
 * Opens the link in the browser of the user, by a file that only the user reads: the arguments of a
 * program are visible to every user of the machine. Returns what removes the file.
 */
export async function openLink(
  context: CommandContext,
  link: string,
): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-console-'));
  const file = join(folder, 'open.html');
  await writeFile(file, `<!doctype html><meta http-equiv="refresh" content="0; url=${link}">\n`, {
    mode: 0o600,
  });
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, pathToFileURL(file).href], {
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  const failed = once(child, 'spawn').then(
    () => false,
    () => true,
  );
  if (await failed) {
    const text = `No browser was opened, because ${program} is not installed: open the link yourself.\n`;
    await context.terminal.printTo('stderr', text);
  }
  return () => rm(folder, { recursive: true, force: true });
}
