import type { AllowedSkip } from './skip.js';

const fullDevice = 'needs /dev/full, which only Linux has';

/** The allowed skips of a full run. Any other skip fails it. */
export const allowedSkips: readonly AllowedSkip[] = [
  {
    id: 'R02',
    fault: 'a disk that is full',
    reason: 'needs root on Linux and the right to mount a file system',
  },
  {
    id: 'N07',
    fault: 'transaction_timeout',
    reason: 'needs PostgreSQL 17',
    holds: ({ serverVersion }) => serverVersion !== null && serverVersion < 17,
  },
  { id: 'R03', fault: '', reason: fullDevice, holds: ({ platform }) => platform !== 'linux' },
  {
    id: 'R08',
    fault: 'no space for stdout',
    reason: fullDevice,
    holds: ({ platform }) => platform !== 'linux',
  },
];
