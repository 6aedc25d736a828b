import { untilTrue } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { spendRecord } from '../../support/spend-record.js';
import { useEnrichment } from '../../support/use-enrichment.js';

const trial = useEnrichment();
const workers = 4;

it('B02 a job killed between its paid calls, and run again: answers are not paid twice, and no call is forgotten', async () => {
  await using job = trial.start('--param', `workers=${workers}`);
  await untilTrue(() => trial.register.billed.length >= 200, 60_000, 'the 200th call');
  job.signal('SIGKILL');
  expect(await job.end(30_000)).toMatchObject({ code: null, signal: 'SIGKILL' });
  await trial.expireReservations();
  await trial.allow('20.00');

  const { status, rows } = await trial.run({ workers });
  expect(status).toBe('success');
  expect(rows).toMatchObject({ read: 1000, inserted: 1000, rejected: 0 });
  const { billed } = trial.register;
  expect(new Set(billed).size).toBe(1000);
  // Only calls that ran at the kill may have been made twice.
  expect(billed.length).toBeLessThanOrEqual(1000 + workers);
  const { spent, estimates, reservations } = await spendRecord(trial.sql);
  expect(reservations).toBe(0);
  expect(estimates).toBeLessThanOrEqual(workers);
  // Each billed call is spent; a call that was only about to be made may be too.
  const paid = Math.round(Number(spent) * 100);
  expect(paid).toBeGreaterThanOrEqual(billed.length);
  expect(paid).toBeLessThanOrEqual(billed.length + workers);
});
