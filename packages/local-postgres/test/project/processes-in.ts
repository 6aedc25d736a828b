import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Returns the command lines of all processes that work in a folder or name it (Linux). */
export async function processesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const workingIn = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (command.includes(folder) || workingIn.startsWith(folder)) {
      found.push(command.replaceAll('\0', ' '));
    }
  }
  return found;
}

/** Waits until a question is answered with yes, and says whether it was in time. */
export async function eventually(
  question: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (await question()) return true;
    await sleep(20);
  }
  return false;
}
