import { expect, test } from 'vitest';
import { untilTrue } from './until-true.js';
import { withinDeadline } from './within-deadline.js';

const never = new Promise<never>(() => undefined);

test('a promise that hangs is reported by name and time', async () => {
  await expect(withinDeadline(never, 20, 'the load')).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
    message: 'the load took longer than 20 ms',
  });
});

test('a promise that settles in time is returned, or thrown', async () => {
  expect(await withinDeadline(Promise.resolve(42), 60_000, 'it')).toBe(42);
  await expect(withinDeadline(Promise.reject(new RangeError()), 60_000, 'it')).rejects.toThrow(
    RangeError,
  );
});

test('a result that becomes true is returned', async () => {
  let asked = 0;
  const ask = () => {
    asked += 1;
    return asked === 3 ? 'yes' : undefined;
  };
  expect(await untilTrue(ask, 60_000, 'yes')).toBe('yes');
});

test('a result that stays false is reported by name and time', async () => {
  await expect(untilTrue(() => false, 20, 'the end')).rejects.toThrow(
    'the end did not occur within 20 ms',
  );
});
