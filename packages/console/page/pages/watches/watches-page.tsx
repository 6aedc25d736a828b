import type { WireWatch, WireWatches } from '../../../src/wire/queue.js';
import { jobAddress, runsAddress } from '../../address/addresses.js';
import { useAddressState } from '../../address/use-address-state.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Button } from '../../parts/form/button.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { Moment } from '../../parts/text/moment.js';
import { Quantity } from '../../parts/text/quantity.js';

/** The watched folders: what waits in each, and the outcome of its files. */
export function WatchesPage() {
  const answer = useAnswer<WireWatches>('/watches');
  useReloadOnRuns(answer.reload);
  const [text, setText] = useAddressState('text');
  return (
    <>
      <PageHead title="Watched folders" />
      <Answered answer={answer} lines={8}>
        {({ watches }) => {
          const found = watches.filter(({ name }) => text === null || name === text);
          if (watches.length === 0) return <NoWatches />;
          return (
            <>
              <DataTable
                caption="Watched folders"
                columns={columns}
                rows={found}
                keyOf={({ name }) => name}
              />
              {found.length === watches.length ? null : (
                <p>
                  <Button
                    onClick={() => {
                      setText(null);
                    }}
                  >
                    Show all watched folders
                  </Button>
                </p>
              )}
            </>
          );
        }}
      </Answered>
    </>
  );
}

const columns: readonly Column<WireWatch>[] = [
  { key: 'name', head: 'Watch', isHeading: true, cell: ({ name }) => <strong>{name}</strong> },
  { key: 'folder', head: 'Folder', cell: ({ folder }) => <code>{folder}</code> },
  { key: 'job', head: 'Job', cell: ({ job }) => <a href={jobAddress(job)}>{job}</a> },
  count('waiting', 'Waiting'),
  count('loading', 'Loading'),
  count('loaded', 'Loaded'),
  count('failed', 'Failed', 'danger'),
  count('skipped', 'Skipped'),
  {
    key: 'seen',
    head: 'Last seen',
    cell: ({ lastSeenAt }) =>
      lastSeenAt === null ? (
        <span class="muted">no file yet</span>
      ) : (
        <Moment at={lastSeenAt} isRelative isQuiet />
      ),
  },
  {
    key: 'runs',
    head: 'Runs',
    cell: ({ job, name }) => (
      <a href={runsAddress({ job, trigger: 'watch' })}>
        Runs<span class="unseen"> of {name}</span>
      </a>
    ),
  },
];

function count(key: keyof WireWatch['files'], head: string, tone?: 'danger'): Column<WireWatch> {
  return {
    key,
    head,
    isNumber: true,
    cell: ({ files }) => <Quantity of={files[key]} {...(tone === undefined ? {} : { tone })} />,
  };
}

function NoWatches() {
  return (
    <Notice kind="empty" title="There are no watched folders yet">
      <p>
        Declare one with <code>defineWatch</code>, and name it in <code>wdh.config.ts</code>. A
        worker loads its files: start one with <code>wdh worker</code>.
      </p>
    </Notice>
  );
}
