import { formatOf } from '../../../formats/input-formats.js';
import { type LoadPlan, omittedIn, renamedIn } from '../load-plan.js';

const mostNamed = 12;

/** Describes in a few lines how a file is read, and which columns go where. */
export function showPlan(plan: LoadPlan): string {
  const { params, request, table, left, tableColumns } = plan;
  const format = formatOf(params.read);
  const omitted = omittedIn(plan);
  const renamed = renamedIn(plan).map(({ from, to }) => `${JSON.stringify(from)} → ${to ?? ''}`);
  const loaded = params.columns.length - omitted.length;
  const mode = request.mode ?? 'append';
  const lines: readonly (readonly [string, string] | null)[] = [
    ['read as', format.describe(params.read, request.encoding)],
    ['columns', `${loaded} → ${loaded} of ${tableColumns} columns of ${table}`],
    renamed.length === 0 ? null : ['renamed', listed(renamed)],
    omitted.length === 0
      ? null
      : ['not loaded', listed(omitted.map((name) => JSON.stringify(name)))],
    left.length === 0 ? null : ['not in the file', listed(left)],
    ['null', format.describeNulls(params.read)],
    ['mode', params.keys.length === 0 ? mode : `${mode} by ${params.keys.join(', ')}`],
  ];
  const width = Math.max(...lines.map((line) => line?.[0].length ?? 0));
  return [
    plan.input,
    ...lines.flatMap((line) => (line === null ? [] : [`  ${line[0].padEnd(width)}  ${line[1]}`])),
  ].join('\n');
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return names.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
