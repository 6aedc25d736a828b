import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const functions = ['mkdir', 'readdir', 'rename', 'stat', 'unlink', 'open'] as const;
const methods = ['appendFile', 'datasync', 'sync', 'truncate'] as const;

type Operation = (...args: unknown[]) => Promise<unknown>;

/**
 * Kills this process by SIGKILL before its file operation of that number, from 1. Before an append it
 * dies with a part of the bytes written, in the middle of a line.
 *
 * @returns how many operations there were so far.
 */
export async function dieAtOperation(number: number): Promise<() => number> {
  let count = 0;
  const die = (): void => {
    process.kill(process.pid, 'SIGKILL');
  };
  const counted = (operation: Operation, name: string): Operation =>
    async function (this: unknown, ...args) {
      count += 1;
      if (count === number) {
        const [bytes] = args;
        if (name === 'appendFile' && bytes instanceof Buffer) {
          await operation.call(this, bytes.subarray(0, Math.ceil(0.7 * bytes.length)));
        }
        die();
        await new Promise(() => undefined);
      }
      return operation.apply(this, args);
    };
  const handles = await prototypeOfHandles();
  for (const name of methods) wrap(handles, name, counted);
  for (const name of functions) wrap(fs, name, counted);
  syncBuiltinESMExports();
  return () => count;
}

async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await fs.open('.', 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

function wrap(
  target: object,
  name: string,
  by: (operation: Operation, name: string) => Operation,
): void {
  const operations = target as Record<string, Operation>;
  const operation = operations[name];
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  operations[name] = by(operation, name);
}
