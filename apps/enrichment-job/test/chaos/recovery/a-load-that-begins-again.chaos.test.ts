import { BackendControl, untilTrue } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { spendOfRuns, spendRecord } from '../../support/spend-record.js';
import { useEnrichment } from '../../support/use-enrichment.js';

const trial = useEnrichment();
const workers = 4;

it('B02 a load that loses its connection after 300 paid calls: the second attempt pays for none of their answers again', async () => {
  await using backends = await BackendControl.connect(trial.connectionUrl);
  const running = trial.run({ workers });
  await untilTrue(() => trial.register.billed.length >= 300, 60_000, 'the 300th call');
  await backends.terminate({ applicationName: 'wdh load' });
  const { status, attempts, rows } = await running;
  expect([status, attempts]).toEqual(['success', 2]);
  const { billed } = trial.register;
  const companies = new Set(billed).size;
  expect(rows).toMatchObject({ read: 1000, inserted: companies, rejected: 1000 - companies });
  // Calls that ran when the connection was lost were ended, and their estimates are spent.
  expect(companies).toBeGreaterThanOrEqual(600 - workers);
  expect(billed.length).toBeLessThanOrEqual(600);
  const entered = await spendRecord(trial.sql);
  expect(entered).toMatchObject({ entries: 600, spent: '6.00', reservations: 0 });
  // The money of both attempts is in the record of the run.
  const [run] = (await spendOfRuns(trial.sql)) as readonly { calls: number; cost: string }[];
  expect(run).toMatchObject({ calls: 600, cost: '6.00' });
});
