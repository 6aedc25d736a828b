import type { RecordedMetric, RejectCount, Run, RunStep } from '@wdh/runs';
import { showCount, showDuration } from '../table/show-values.js';
import { TextTable } from '../table/text-table.js';

/** Most lines of counts of rejected rows; `wdh rejects` lists the rows. */
const mostRejects = 10;
/** Most figures that are printed unasked. */
const mostFigures = 5;
const checkPrefix = 'check.';

/** Formats the steps of the last attempt, with the checks and what they found. */
export function formatSteps(
  steps: readonly RunStep[],
  { attempts }: Run,
  width: number,
): readonly string[] {
  const last = Math.max(...steps.map(({ attempt }) => attempt), 0);
  const ofLast = steps.filter(({ attempt }) => attempt === last);
  if (ofLast.length === 0) return [];
  const table = new TextTable(
    [
      { head: '  step', canShrink: true },
      { head: 'kind' },
      { head: 'took', align: 'right' },
      { head: 'in', align: 'right' },
      { head: 'out', align: 'right' },
      { head: 'rejected', align: 'right' },
      { head: 'filtered', align: 'right' },
    ],
    width,
  );
  const rows = ofLast.map((step) => [
    `  ${step.stepName}`,
    step.kind,
    step.endedAt === null ? '' : showDuration(step.endedAt.getTime() - step.startedAt.getTime()),
    ...(step.kind === 'check'
      ? [step.warnings > 0 ? 'found' : '', '', '', '']
      : [step.rowsIn, step.rowsOut, step.rowsRejected, step.rowsFiltered].map(showCount)),
  ]);
  const of = last > 1 || attempts > 1 ? ` of attempt ${last}` : '';
  return [`Steps${of}`, ...table.withHead(rows)];
}

/** Formats the rejected rows by code and column, the most frequent first. */
export function formatRejects(counts: readonly RejectCount[], width: number): readonly string[] {
  if (counts.length === 0) return [];
  const table = new TextTable(
    [
      { head: '  code', canShrink: true },
      { head: 'column', canShrink: true },
      { head: 'rows', align: 'right' },
      { head: 'open', align: 'right' },
    ],
    width,
  );
  const rows = counts
    .slice(0, mostRejects)
    .map(({ code, field, rows: many, unresolved }) => [
      `  ${code}`,
      field ?? '',
      showCount(many),
      showCount(unresolved),
    ]);
  const more = counts.length - mostRejects;
  const rest = more > 0 ? [`  and ${showCount(more)} more codes and columns`] : [];
  return ['Rejected rows by code and column', ...table.withHead(rows), ...rest];
}

/** Returns the largest shares of nulls, which most often say that something is wrong. */
function emptiest(figures: readonly RecordedMetric[]): readonly RecordedMetric[] {
  return figures
    .filter(({ metric, value }) => metric === 'null_share' && Number(value) > 0)
    .toSorted((one, two) => Number(two.value) - Number(one.value))
    .slice(0, mostFigures);
}

/**
 * Formats the checks, and the largest shares of nulls; all figures only if asked, as there may be
 * thousands.
 */
export function formatMetrics(
  metrics: readonly RecordedMetric[],
  hasAll: boolean,
  width: number,
): readonly string[] {
  const isCheck = ({ metric }: RecordedMetric): boolean => metric.startsWith(checkPrefix);
  const ofRun = metrics.filter((figure) => figure.column === null && !isCheck(figure));
  const ofColumns = metrics.filter(({ column }) => column !== null);
  const checks = metrics.filter(isCheck).map(({ metric, value }) => {
    const found = Number(value) === 0 ? 'passed' : `found ${String(value)}`;
    return [`  ${metric.slice(checkPrefix.length)}`, found];
  });
  const shownChecks =
    checks.length === 0
      ? []
      : [
          'Checks',
          ...new TextTable([{ head: '', canShrink: true }, { head: '' }], width)
            .withHead(checks)
            .slice(1),
        ];
  const figures = (hasAll ? [...ofRun, ...ofColumns] : emptiest(ofColumns)).map(
    ({ column, metric, value }) => [
      `  ${column ?? '(run)'}`,
      metric,
      value === null ? '' : typeof value === 'number' ? showFigure(value) : value,
    ],
  );
  const table = new TextTable(
    [
      { head: '  column', canShrink: true },
      { head: 'figure', canShrink: true },
      { head: 'value', align: 'right', canShrink: true },
    ],
    width,
  );
  const shownFigures = figures.length === 0 ? [] : ['Figures', ...table.withHead(figures)];
  const hidden =
    hasAll || ofColumns.length === 0 ? [] : [`${metrics.length} figures in all: --metrics`];
  const parts = [shownChecks, [...shownFigures, ...hidden]].filter((part) => part.length > 0);
  return parts.flatMap((part, at) => (at === 0 ? part : ['', ...part]));
}

function showFigure(value: number): string {
  return Number.isInteger(value) ? showCount(value) : String(Number(value.toPrecision(6)));
}
