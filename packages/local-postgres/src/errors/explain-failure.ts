import { LocalPostgresError, type LocalPostgresErrorCode } from './local-postgres-error.js';

const keptLines = 12;

interface Explanation {
  readonly pattern: RegExp;
  readonly code: LocalPostgresErrorCode;
  readonly advice: string;
}

/** Ordered: the first matching pattern decides. */
const explanations: readonly Explanation[] = [
  {
    pattern: /could not bind .*: (Address already in use|Only one usage of each socket address)/i,
    code: 'LOCAL_POSTGRES_PORT_IN_USE',
    advice: 'Choose another port, or omit it to use a free one.',
  },
  {
    pattern: /could not bind .*: (Permission denied|An attempt was made to access a socket)/i,
    code: 'LOCAL_POSTGRES_PERMISSION_DENIED',
    advice: 'Choose a port above 1023, or omit it to use a free one.',
  },
  {
    pattern: /could not create (semaphores|shared memory segment)/i,
    code: 'LOCAL_POSTGRES_START_FAILED',
    advice: "The operating system's limits for shared memory or semaphores are reached.",
  },
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    code: 'LOCAL_POSTGRES_DISK_FULL',
    advice: 'Free some space (a new cluster takes about 40 MB), or choose another data directory.',
  },
  {
    pattern:
      /error while loading shared libraries|spawn .* ENOENT|Library not loaded|symbol not found|not found \(required by/i,
    code: 'LOCAL_POSTGRES_LIBRARY_MISSING',
    advice:
      'Install the library named below (the servers are built for glibc: Alpine and other musl systems cannot run them).',
  },
  {
    pattern: /database files are incompatible with server/i,
    code: 'LOCAL_POSTGRES_VERSION_MISMATCH',
    advice: 'Move the data directory away, or start it with the version that created it.',
  },
  {
    pattern:
      /unrecognized configuration parameter|invalid value for parameter|parameter .* cannot be|is outside the valid range|requires a (numeric|Boolean) value/i,
    code: 'LOCAL_POSTGRES_SETTING_INVALID',
    advice: 'Correct `settings` or `port`.',
  },
  {
    pattern: /could not look up effective user ID/i,
    code: 'LOCAL_POSTGRES_NO_ACCOUNT',
    advice: 'PostgreSQL needs the current user to have an entry in the system user database.',
  },
  {
    pattern:
      /Permission denied|Operation not permitted|invalid permissions|has wrong ownership|Read-only file system/i,
    code: 'LOCAL_POSTGRES_PERMISSION_DENIED',
    advice: 'Choose a data directory that belongs to the current user on a writable file system.',
  },
];

/** Returns the last relevant lines of a server's output, oldest first. */
export function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-keptLines).join('\n');
}

/**
 * Converts the output of a failed server program to an error with a stable code and advice. `what`
 * begins the sentence: "Starting PostgreSQL in /data failed".
 */
export function explainFailure(what: string, output: string, cause?: unknown): LocalPostgresError {
  const found = explanations.find(({ pattern }) => pattern.test(output));
  const code = found?.code ?? 'LOCAL_POSTGRES_START_FAILED';
  const advice = found === undefined ? '' : ` ${found.advice}`;
  const said = lastLines(output);
  const words = said === '' ? ' It printed nothing.' : ` Its last output:\n${said}`;
  return new LocalPostgresError(code, `${what}.${advice}${words}`, { cause });
}
