import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from './figure.js';
import { median } from './measure.js';

const program = fileURLToPath(new URL('stream-rows.ts', import.meta.url));
const run = promisify(execFile);

/** Measures how much more memory a million rows need than ten thousand, each in its own process. */
export async function memory(): Promise<readonly Figure[]> {
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    few.push(await mostHeldMb(10_000));
    many.push(await mostHeldMb(1_000_000));
  }
  return [
    { what: 'memory of 10,000 rows', unit: 'MB resident', measured: median(few) },
    {
      what: 'memory of 1,000,000 rows, beyond that',
      unit: 'MB resident',
      measured: median(many) - median(few),
      atMost: 60,
    },
  ];
}

async function mostHeldMb(rowCount: number): Promise<number> {
  const options = ['--import', 'tsx', '--conditions=@wdh/source'];
  const { stdout } = await run(process.execPath, [...options, program, String(rowCount)]);
  return Number(stdout) / 2 ** 20;
}
