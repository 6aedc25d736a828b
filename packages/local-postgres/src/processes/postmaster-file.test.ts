import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.js';

const running = `4711
/srv/data
1763650000
54321

127.0.0.1
  12345678     98304
ready   
`;

test('the file of a ready server contains its pid, folder and port', () => {
  expect(parsePostmasterFile(running)).toEqual({
    pid: 4711,
    dataDir: '/srv/data',
    port: 54321,
    isReady: true,
  });
});

test.each(['starting', 'stopping', 'standby '])('a server that is "%s" is not ready', (status) => {
  expect(parsePostmasterFile(running.replace('ready   ', status))?.isReady).toBe(false);
});

test('a file that is written up to the port is parsed', () => {
  expect(parsePostmasterFile('4711\n/srv/data\n1763650000\n54321\n')).toMatchObject({
    port: 54321,
    isReady: false,
  });
});

test('a single-user server has a negative pid', () => {
  expect(parsePostmasterFile('-4711\n/srv/data\n1763650000\n0\n')?.pid).toBe(4711);
});

test.each(['', '\n', '4711\n', '4711\n/srv/data\n1763650000', 'x\n/srv/data\n1\n2\n'])(
  'a file with only %j is not parsed',
  (text) => {
    expect(parsePostmasterFile(text)).toBeUndefined();
  },
);
