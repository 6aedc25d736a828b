import { expect, inject, it } from 'vitest';
import { openWorkplace } from '../support/workplace.js';

it('a database without runs has an empty list, and scripts get an empty array', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  expect(await place.run('runs', '--json')).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' });
});
