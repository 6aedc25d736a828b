import { useMemo, useRef, useState } from 'preact/hooks';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { WirePage } from '../../../src/wire/wire.js';
import { useAddress } from '../../address/use-address-state.js';
import { serverNow } from '../../api/clock.js';
import { useRole } from '../../api/session.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Button } from '../../parts/form/button.js';
import { DataTable } from '../../parts/list/data-table.js';
import { Pager } from '../../parts/list/pager.js';
import { Answered } from '../../parts/notice/answered.js';
import { nameOf } from '../../parts/text/run-link.js';
import { BulkActions } from './bulk-actions.js';
import { NoRuns } from './no-runs.js';
import { runColumns } from './run-columns.js';
import { isFiltered, readFilter, runsPath } from './runs-filter.js';
import { RunsFilters } from './runs-filters.js';
import { useJobNames } from './use-job-names.js';
import { useLiveRuns } from './use-live-runs.js';
import './runs-page.css';

/** The list of runs: filters, order and page are in the address. */
export function RunsPage() {
  const address = useAddress();
  const text = address.query.toString();
  // A range ends when the address was opened: the pages of one list belong together.
  const { filter, path } = useMemo(() => {
    const read = readFilter(new URLSearchParams(text));
    return { filter: read, path: runsPath(read, serverNow()) };
  }, [text]);
  const answer = useAnswer<WirePage<WireRunSummary>>(path, { keepsPrevious: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const isHeld = (): boolean =>
    selected.length > 0 || list.current?.matches(':hover, :focus-within') === true;
  const live = useLiveRuns(answer, filter, isHeld);
  const isOperator = useRole('operator');
  const selected = (answer.data?.items ?? []).filter(({ executionId }) => chosen.has(executionId));
  const clear = (): void => {
    setChosen(new Set());
  };
  const { length: waiting } = live.added;
  return (
    <>
      <PageHead title="Runs" />
      <RunsFilters filter={filter} address={address} jobs={useJobNames()} />
      <div class="runs__bar">
        {selected.length > 0 ? (
          <BulkActions chosen={selected} onClear={clear} />
        ) : waiting > 0 ? (
          <Button icon="up" onClick={live.show}>
            {waiting === 1 ? 'Show 1 new run' : `Show ${waiting} new runs`}
          </Button>
        ) : null}
      </div>
      <Answered answer={answer} lines={20}>
        {({ items, next }) => (
          <div ref={list}>
            {items.length === 0 ? (
              <NoRuns isFiltered={isFiltered(address.query)} />
            ) : (
              <DataTable
                caption="Runs"
                columns={runColumns}
                rows={items}
                keyOf={({ executionId }) => executionId}
                sort={filter.sort}
                onSort={({ order, isAscending }) => {
                  address.change({
                    sort: order === 'started' ? null : order,
                    order: isAscending ? 'asc' : null,
                    cursor: null,
                  });
                }}
                isStale={answer.isLoading && answer.problem === undefined}
                {...(isOperator
                  ? {
                      selection: {
                        chosen,
                        onChange: setChosen,
                        labelOf: (run: WireRunSummary) =>
                          `${nameOf(run)} ${run.executionId.slice(0, 8)}`,
                      },
                    }
                  : {})}
              />
            )}
            <Pager
              cursor={filter.cursor}
              next={next}
              onCursor={(cursor) => {
                clear();
                address.change({ cursor });
                scrollTo({ top: 0 });
              }}
            >
              {`${items.length} runs on this page`}
            </Pager>
          </div>
        )}
      </Answered>
    </>
  );
}
