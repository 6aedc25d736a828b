import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { WireSpend } from '../../../../src/wire/budgets.js';
import { useAddress } from '../../../address/use-address-state.js';
import { apiPath, withQuery } from '../../../api/api-path.js';
import { useStore } from '../../../api/store.js';
import { useReloadOnRuns } from '../../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../../api/use-answer.js';
import { SelectField } from '../../../parts/form/fields.js';
import { Answered } from '../../../parts/notice/answered.js';
import { timeZone, zoneOf } from '../../../preferences/preferences.js';
import { EntriesOfTenant } from './entries-of-tenant.js';
import { SpendDays } from './spend-days.js';
import { StepsTable } from './steps-table.js';

const ranges = ['7', '30', '90'];

/** What a tenant has spent in the last days: by day, by step, and call by call. */
export function SpendOfTenant({
  tenant,
  children,
}: {
  readonly tenant: string;
  /** What comes before the calls. */
  readonly children: ComponentChildren;
}) {
  const { query, change } = useAddress();
  const asked = query.get('days') ?? '';
  const days = ranges.includes(asked) ? asked : '7';
  const own = zoneOf(useStore(timeZone));
  // The database may not know the zone of the reader.
  const [unknown, setUnknown] = useState<string | null>(null);
  const zone = own === unknown ? 'UTC' : own;
  const path = withQuery(apiPath`/budgets/${tenant}/spend`, { days, zone });
  const answer = useAnswer<WireSpend>(path, { keepsPrevious: true });
  const isRefused = answer.problem?.status === 400;
  useEffect(() => {
    if (isRefused && zone !== 'UTC') setUnknown(zone);
  }, [isRefused, zone]);
  useReloadOnRuns(answer.reload);
  const day = answer.data?.days.find((each) => each.day === query.get('day')) ?? null;
  return (
    <>
      <section class="card tenant-page__spend">
        <div class="tenant-page__head">
          <h2>Spend by day</h2>
          <SelectField
            label="Days"
            name="days"
            value={days}
            choices={ranges.map((count) => ({ value: count, label: `the last ${count}` }))}
            onChange={(count) => {
              change({ days: count, day: null });
            }}
          />
        </div>
        <Answered answer={answer} lines={8}>
          {(spend) => (
            <>
              <SpendDays {...{ tenant, days: spend.days, range: days }} />
              <h2>By job and step</h2>
              <StepsTable steps={spend.steps} />
            </>
          )}
        </Answered>
      </section>
      {children}
      <EntriesOfTenant {...{ tenant, day }} />
    </>
  );
}
