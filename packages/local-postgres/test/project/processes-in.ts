import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Returns the command lines of all processes that name a folder or, on Linux, have it as working directory. */
export async function processesIn(folder: string): Promise<readonly string[]> {
  return process.platform === 'linux'
    ? inProcFs(folder)
    : (await commandLines()).filter((command) => command.includes(folder));
}

async function inProcFs(folder: string): Promise<readonly string[]> {
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

/** Returns the command lines of all processes on systems without /proc. */
async function commandLines(): Promise<readonly string[]> {
  const query = 'Get-CimInstance Win32_Process | ForEach-Object CommandLine';
  const { stdout } = await (process.platform === 'win32'
    ? run('powershell', ['-NoProfile', '-Command', query])
    : run('ps', ['-A', '-ww', '-o', 'command=']));
  return stdout.split(/\r?\n/);
}

/** Waits until a condition holds, and returns whether it did in time. */
export async function eventually(
  question: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (await question()) return true;
    await sleep(20);
  }
  return false;
}
