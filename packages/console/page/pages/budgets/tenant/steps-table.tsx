import type { WireSpend } from '../../../../src/wire/budgets.js';
import { jobAddress, runsAddress } from '../../../address/addresses.js';
import { formatMoney } from '../../../formats/format-money.js';
import { type Column, DataTable } from '../../../parts/list/data-table.js';
import { None } from '../../../parts/text/moment.js';
import { Quantity } from '../../../parts/text/quantity.js';

type Step = WireSpend['steps'][number];

/** Spend by job and step, the largest first. */
export function StepsTable({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return <p class="muted">No call was paid.</p>;
  return (
    <DataTable
      caption="Spend by job and step, the largest first"
      columns={columns}
      rows={steps}
      keyOf={({ jobName, stepName }) => JSON.stringify([jobName, stepName])}
    />
  );
}

const columns: readonly Column<Step>[] = [
  {
    key: 'job',
    head: 'Job',
    isHeading: true,
    cell: ({ jobName }) =>
      jobName === null ? (
        <span class="muted">outside of jobs</span>
      ) : (
        <a href={jobAddress(jobName)}>{jobName}</a>
      ),
  },
  { key: 'step', head: 'Step', cell: ({ stepName }) => stepName ?? <None /> },
  { key: 'spent', head: 'Spent', isNumber: true, cell: ({ spent }) => formatMoney(spent) },
  { key: 'calls', head: 'Calls', isNumber: true, cell: ({ calls }) => <Quantity of={calls} /> },
  {
    key: 'estimated',
    head: 'Estimated',
    isNumber: true,
    cell: ({ estimated }) => <Quantity of={estimated} tone="warning" />,
  },
  {
    key: 'runs',
    head: 'Runs',
    cell: ({ jobName }) =>
      jobName === null ? (
        <None />
      ) : (
        <a href={runsAddress({ job: jobName })}>
          Runs<span class="unseen"> of {jobName}</span>
        </a>
      ),
  },
];
