import type { BudgetLevel, BudgetStatus } from '@wdh/budget';
import { escapeControls } from '@wdh/logging';
import { showMoney } from '../../../table/show-money.js';
import { TextTable } from '../../../table/text-table.js';
import type { Style } from '../../../terminal/paint.js';
import { barLegend, budgetBar } from './budget-bar.js';

const styles: ReadonlyMap<string, Style> = new Map<BudgetLevel | 'inactive', Style>([
  ['normal', 'good'],
  ['alert', 'doubtful'],
  ['critical', 'bad'],
  ['blocked', 'bad'],
  ['inactive', 'faint'],
]);

/** Formats budgets as a table, and says what to do about those that are blocked. */
export function formatStatus(statuses: readonly BudgetStatus[], width: number): string {
  const barWidth = widthOfBar(width);
  const table = new TextTable(
    [
      { head: 'tenant', canShrink: true },
      ...(barWidth === 0 ? [] : [{ head: 'used' }]),
      { head: 'spent', align: 'right' },
      { head: 'budget', align: 'right' },
      { head: '%', align: 'right' },
      { head: 'left', align: 'right' },
      { head: 'resets', align: 'right' },
      { head: 'level', styleOf: (cell) => styles.get(cell) ?? null },
    ],
    width,
  );
  const lines = table.withHead(
    statuses.map((status) => [
      status.tenant,
      ...(barWidth === 0 ? [] : [budgetBar(status, barWidth)]),
      status.source === 'unknown' ? `${showMoney(status.spent)}?` : showMoney(status.spent),
      showMoney(status.budget),
      status.percentage ?? '-',
      showMoney(status.graceLeft),
      showReset(status.daysToReset),
      levelOf(status),
    ]),
  );
  const notes = statuses.flatMap(notesOf);
  return [
    ...lines,
    ...(barWidth === 0 ? [] : ['', barLegend]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

/** The figures need about 70 characters. */
function widthOfBar(width: number): number {
  if (width < 84) return 0;
  return width < 100 ? 10 : 20;
}

function showReset(days: number | null): string {
  return days === null ? 'never' : `in ${days}d`;
}

/** A tenant that is not active spends nothing at any level. */
function levelOf({ isActive, level }: BudgetStatus): BudgetLevel | 'inactive' {
  return isActive ? level : 'inactive';
}

function notesOf(status: BudgetStatus): readonly string[] {
  const { tenant, isBlocked, isActive, source } = status;
  const name = escapeControls(tenant);
  return [
    ...(isBlocked && isActive
      ? [`${name} is blocked: wdh budget override ${name} AMOUNT --for 7d --reason WHY`]
      : []),
    ...(source === 'unknown'
      ? [`${name}: the gateway did not answer, so its spend is not known, and calls pass.`]
      : []),
  ];
}
