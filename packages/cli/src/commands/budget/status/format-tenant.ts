import { escapeControls } from '@wdh/logging';
import { showMoney } from '../../../table/show-money.js';
import { showCount, showTime } from '../../../table/show-values.js';
import { TextTable } from '../../../table/text-table.js';
import { formatStatus } from './format-status.js';
import type { TenantDetails } from './tenant-details.js';

/** Most steps that are shown. */
const mostSteps = 10;

/** Formats a tenant: its budget, where it is going, its overrides, and what spent it. */
export function formatTenant(details: TenantDetails, width: number): string {
  const sections = [
    [formatStatus([details], width)],
    facts(details),
    overrides(details, width),
    steps(details, width),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function facts(details: TenantDetails): readonly string[] {
  const { name, alertThreshold, graceThreshold, reserved, resetsAt, forecast } = details;
  const rows = [
    ['name', escapeControls(name)],
    ['alert', `from ${alertThreshold} %`],
    ['blocked', `from ${graceThreshold} %`],
    ['reserved', `${showMoney(reserved)} for calls that run now`],
    ['resets', resetsAt === null ? 'never' : showTime(resetsAt)],
    ...(forecast === null ? [] : [['rate', `${showMoney(forecast.perDay)} a day`]]),
    ...(forecast?.blocksAt == null
      ? []
      : [['blocked by', `${showTime(forecast.blocksAt)} at this rate, unless it is reset before`]]),
  ];
  return rows.map(([label = '', value = '']) => `${label.padEnd(10)}  ${value}`);
}

function overrides({ activeOverrides }: TenantDetails, width: number): readonly string[] {
  if (activeOverrides.length === 0) return [];
  const table = new TextTable(
    [
      { head: '  amount', align: 'right' },
      { head: 'until (UTC)' },
      { head: 'by' },
      { head: 'reason', canShrink: true },
    ],
    width,
  );
  const rows = activeOverrides.map(({ amount, expiresAt, createdBy, reason }) => [
    `  ${showMoney(amount)}`,
    showTime(expiresAt),
    createdBy,
    reason,
  ]);
  return ['Overrides', ...table.withHead(rows)];
}

function steps(details: TenantDetails, width: number): readonly string[] {
  if (details.steps.length === 0) return [];
  const table = new TextTable(
    [
      { head: '  job', canShrink: true },
      { head: 'step', canShrink: true },
      { head: 'calls', align: 'right' },
      { head: 'spent', align: 'right' },
    ],
    width,
  );
  const rows = details.steps
    .slice(0, mostSteps)
    .map(({ jobName, stepName, calls, spent }) => [
      `  ${jobName ?? '(no job)'}`,
      stepName ?? '',
      showCount(calls),
      showMoney(spent),
    ]);
  const more = details.steps.length - mostSteps;
  const rest = more > 0 ? [`  and ${showCount(more)} more steps: --json`] : [];
  return ['Spent in the last seven days', ...table.withHead(rows), ...rest];
}
