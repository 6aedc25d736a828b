import { useMemo } from 'preact/hooks';
import type { WirePartitions } from '../../../src/wire/queue.js';
import { launchAddress, runAddress } from '../../address/addresses.js';
import { withQuery } from '../../api/api-path.js';
import { partitionLooks } from './partition-look.js';
import { nextPartition, type Partition, partitionGrid } from './partition-rows.js';

/**
 * The grid: a partition with a run leads to it, others to the form that loads them. The tab key reaches
 * the latest one, arrows move.
 */
export function PartitionTable({
  job,
  found,
}: {
  readonly job: string;
  readonly found: WirePartitions;
}) {
  const { items, kind } = found;
  const grid = useMemo(() => partitionGrid({ items, kind }), [items, kind]);
  const latest = items.at(-1)?.key;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const here = event.target;
    if (!(here instanceof HTMLElement) || here.dataset['key'] === undefined) return;
    const key = nextPartition(grid, here.dataset['key'], event.key);
    if (key === null) return;
    event.preventDefault();
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    // Thousands of cells are not rendered again for one that has the focus.
    here.tabIndex = -1;
    if (next !== null) next.tabIndex = 0;
    next?.focus();
  };
  return (
    <div class="partitions-page__scroll">
      <table class={`partitions-page__table partitions-page__table--${kind}`} onKeyDown={onKeyDown}>
        <caption class="unseen">Partitions of {job}</caption>
        {kind === 'list' ? null : (
          <thead>
            <tr>
              <td />
              {grid.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {grid.rows.map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, column) => (
                <td key={column}>
                  {cell === null ? null : (
                    <Cell
                      {...{ job, partition: cell }}
                      text={kind === 'list' ? cell.key : null}
                      isTabStop={cell.key === latest}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  job,
  partition: { key, status, run },
  text,
  isTabStop,
}: {
  readonly job: string;
  readonly partition: Partition;
  /** The key, where no row and column say it. */
  readonly text: string | null;
  readonly isTabStop: boolean;
}) {
  const { word, sign } = partitionLooks[status];
  const failure = run?.errorCode ?? null;
  const label = [key, word, ...(failure === null ? [] : [failure])].join(', ');
  return (
    <a
      class={`partition partition--${status}`}
      href={
        run === null
          ? withQuery(launchAddress(job), { partition: key })
          : runAddress(run.executionId)
      }
      aria-label={label}
      data-hint={label}
      data-key={key}
      tabIndex={isTabStop ? 0 : -1}
    >
      <span aria-hidden="true">{sign}</span>
      {text === null ? null : <span class="partition__key">{text}</span>}
    </a>
  );
}
