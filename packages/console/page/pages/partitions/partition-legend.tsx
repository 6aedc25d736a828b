import { formatQuantity } from '../../formats/format-quantity.js';
import { countStates, partitionLooks } from './partition-look.js';
import type { Partition } from './partition-rows.js';

/** What the colours and signs of the grid mean, and how many partitions have each. */
export function PartitionLegend({ items }: { readonly items: readonly Partition[] }) {
  const counts = countStates(items);
  return (
    <ul class="partitions-page__legend" aria-label="States of the partitions">
      {Object.entries(partitionLooks).map(([status, { word, sign }]) => (
        <li key={status}>
          <span class={`partition partition--${status}`} aria-hidden="true">
            {sign}
          </span>{' '}
          {word}: {formatQuantity(counts.get(status as Partition['status']) ?? 0)}
        </li>
      ))}
    </ul>
  );
}
