import { testJob } from '@wdh/job/testing';
import { describe, expect, it } from 'vitest';
import { enrichmentJob } from './job.js';

describe('the job', () => {
  it('rejects companies that are not valid before any call: no budget is opened', async () => {
    const given = [
      { id: ' ', name: 'Alder Foods Ltd', country: 'FI' },
      { id: 'C0002', name: '', country: 'FI' },
      { id: 'C0003', name: 'Birch Paper AG', country: null },
    ];
    const { rows, rejected } = await testJob(enrichmentJob, given as never);
    expect(rows).toEqual([]);
    expect(rejected.map(({ field }) => field)).toEqual(['id', 'name', 'country']);
  });

  it.each([
    [{ whenBlocked: 'continue' }, 'must be one of reject, end'],
    [{ workers: 0 }, 'workers'],
    [{ register: 'here' }, 'must be a URL'],
  ])('refuses the parameters %o', async (params, expected) => {
    await expect(testJob(enrichmentJob, [], { params })).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      message: expect.stringContaining(expected) as string,
    });
  });
});
