import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../checks/workspace-root.js';

/** A running `wdh capture`. */
export interface CaptureProcess {
  /** Its resident memory, in MB. */
  memoryMb(): number;
  /** Sends a signal, and waits for the end. */
  end(
    signal: 'SIGKILL' | 'SIGTERM',
  ): Promise<{ readonly code: number | null; readonly stdout: string }>;
}

/** Starts the built command for the feed `binance_trades` of this workspace. */
export function startCapture(place: {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly address: string;
  /** Limit of its heap in MB; 0: that of Node. */
  readonly heapMb: number;
}): CaptureProcess {
  const { folder, databaseUrl, address, heapMb } = place;
  const command = [
    ...(heapMb === 0 ? [] : [`--max-old-space-size=${heapMb}`]),
    join(workspaceRoot, 'packages', 'cli', 'bin', 'wdh.mjs'),
    ...['capture', 'binance_trades', '--config', join(workspaceRoot, 'apps', 'wdh.config.ts')],
    ...['--url', address, '--folder', folder, '--segment-seconds', '10', '--json'],
  ];
  const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', PATH: '/usr/bin:/bin' };
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = once(child, 'close');
  return {
    memoryMb: () => {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
      return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_000);
    },
    end: async (signal) => {
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return { code, stdout };
    },
  };
}
