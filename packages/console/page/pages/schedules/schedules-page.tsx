import type { WireSchedule, WireSchedules } from '../../../src/wire/queue.js';
import { useAddressState } from '../../address/use-address-state.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { TextField } from '../../parts/form/fields.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { SchedulesTable } from './schedules-table.js';
import './schedules-page.css';

/** The schedules: when each starts its job, and the outcome of its last time. */
export function SchedulesPage() {
  const answer = useAnswer<WireSchedules>('/schedules');
  useReloadOnRuns(answer.reload);
  const replace = (changed: WireSchedule): void => {
    answer.update(({ schedules }) => ({
      schedules: schedules.map((one) => (one.name === changed.name ? changed : one)),
    }));
  };
  return (
    <>
      <PageHead title="Schedules" />
      <Answered answer={answer} lines={8}>
        {({ schedules }) =>
          schedules.length === 0 ? (
            <NoSchedules />
          ) : (
            <FoundSchedules schedules={schedules} onChange={replace} />
          )
        }
      </Answered>
    </>
  );
}

function FoundSchedules({
  schedules,
  onChange,
}: {
  readonly schedules: readonly WireSchedule[];
  readonly onChange: (schedule: WireSchedule) => void;
}) {
  const [text, setText] = useAddressState('text');
  const search = (text ?? '').toLowerCase();
  const found = schedules.filter(({ name, job }) =>
    `${name}\n${job}`.toLowerCase().includes(search),
  );
  return (
    <>
      <div class="schedules-page__search">
        <TextField
          label="Search"
          name="text"
          type="search"
          value={text ?? ''}
          placeholder="Name of the schedule or of its job"
          onChange={(next) => {
            setText(next, { replace: true });
          }}
        />
      </div>
      {found.length === 0 ? (
        <Notice kind="empty" title="No schedule matches the search" />
      ) : (
        <SchedulesTable schedules={found} onChange={onChange} />
      )}
    </>
  );
}

function NoSchedules() {
  return (
    <Notice kind="empty" title="There are no schedules yet">
      <p>
        Declare one with <code>defineSchedule</code>, and name it in <code>wdh.config.ts</code>. A
        worker follows it: start one with <code>wdh worker</code>.
      </p>
    </Notice>
  );
}
