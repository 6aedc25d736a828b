import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('../support/print-dates.ts', import.meta.url));

async function printed(environment: Record<string, string>): Promise<unknown> {
  const args = ['--conditions=@wdh/source', '--import=tsx', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
  return JSON.parse(stdout);
}

it('dates are read alike in any zone and locale of the machine', async () => {
  const inBerlin = await printed({
    TZ: 'Europe/Berlin',
    LC_ALL: 'de_DE.UTF-8',
    LANG: 'de_DE.UTF-8',
  });
  const inApia = await printed({ TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' });
  const unset = await printed({ TZ: '', LC_ALL: 'C', LANG: 'C' });
  expect(inApia).toEqual(inBerlin);
  expect(unset).toEqual(inBerlin);
  expect(inBerlin).toMatchObject([
    [expect.any(String), expect.any(String), ['2025-03-05', '2025-03-05', '2025-03-05', null]],
    [expect.any(String), expect.any(String), ['2025-03-05', null, null]],
    [expect.any(String), expect.any(String), ['2025-03-05', null]],
    [
      expect.any(String),
      expect.any(String),
      ['2025-03-30T02:30:00', '2025-10-26T02:30:00', '1893-04-01T00:01:00'],
    ],
    [expect.any(String), expect.any(String), [null, '2025-07-01T14:30:00-04:00']],
    [expect.any(String), expect.any(String), ['2025-07-01T12:00:00+09:00', '2025-07-01T12:00:00Z']],
    [
      expect.any(String),
      expect.any(String),
      ['2025-03-05T14:30:45.123Z', '1969-12-31T23:59:59.999Z'],
    ],
  ]);
});
