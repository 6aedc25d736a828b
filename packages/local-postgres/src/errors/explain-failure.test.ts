import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.js';

test.each([
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
    'LOCAL_POSTGRES_PORT_IN_USE',
  ],
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Only one usage of each socket address (protocol/network address/port) is normally permitted.',
    'LOCAL_POSTGRES_PORT_IN_USE',
  ],
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Permission denied',
    'LOCAL_POSTGRES_PERMISSION_DENIED',
  ],
  [
    'initdb: error: could not create directory "/x/base": No space left on device',
    'LOCAL_POSTGRES_DISK_FULL',
  ],
  ['FATAL:  could not create semaphores: No space left on device', 'LOCAL_POSTGRES_START_FAILED'],
  [
    'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
    'LOCAL_POSTGRES_LIBRARY_MISSING',
  ],
  [
    'dyld[123]: Library not loaded: @loader_path/../lib/libz.dylib',
    'LOCAL_POSTGRES_LIBRARY_MISSING',
  ],
  ['spawn /app/native/bin/initdb ENOENT', 'LOCAL_POSTGRES_LIBRARY_MISSING'],
  ['FATAL:  database files are incompatible with server', 'LOCAL_POSTGRES_VERSION_MISMATCH'],
  ['FATAL:  unrecognized configuration parameter "work_memory"', 'LOCAL_POSTGRES_SETTING_INVALID'],
  [
    'FATAL:  99999 is outside the valid range for parameter "port" (1 .. 65535)',
    'LOCAL_POSTGRES_SETTING_INVALID',
  ],
  [
    'initdb: error: could not look up effective user ID 4242: user does not exist',
    'LOCAL_POSTGRES_NO_ACCOUNT',
  ],
  [
    'FATAL:  could not open file "/x/data/PG_VERSION": Permission denied',
    'LOCAL_POSTGRES_PERMISSION_DENIED',
  ],
  ['PANIC:  something unheard of', 'LOCAL_POSTGRES_START_FAILED'],
])('%s is %s', (output, code) => {
  const error = explainFailure('Starting the server of /x failed', output);
  expect(error.code).toBe(code);
  expect(error.message).toContain(`[${code}] Starting the server of /x failed.`);
  expect(error.message).toContain(output.split('\n')[0]);
});

test('the message ends with the last lines of a long output', () => {
  const output = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
  const { message } = explainFailure('It failed', output);
  expect(message).toContain('line 39');
  expect(message).not.toContain('line 27\n');
});

test('the message says when there was no output', () => {
  expect(explainFailure('It failed', '').message).toMatch(/It printed nothing\.$/);
});
