import type { LoadParams } from '../../../load-job/load-params.js';
import { type LoadPlan, omittedIn, renamedIn } from '../load-plan.js';

const mostNamed = 12;
const words: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space' };

/** Describes in a few lines how a file is read, and which columns go where. */
export function showPlan(plan: LoadPlan): string {
  const { params, request, table, left, tableColumns } = plan;
  const omitted = omittedIn(plan);
  const renamed = renamedIn(plan).map(({ from, to }) => `${JSON.stringify(from)} → ${to ?? ''}`);
  const loaded = params.columns.length - omitted.length;
  const mode = request.mode ?? 'append';
  const lines: readonly (readonly [string, string] | null)[] = [
    ['read as', `${readAs(params, request.encoding)}${headerOf(params)}`],
    ['columns', `${loaded} → ${loaded} of ${tableColumns} columns of ${table}`],
    renamed.length === 0 ? null : ['renamed', listed(renamed)],
    omitted.length === 0
      ? null
      : ['not loaded', listed(omitted.map((name) => JSON.stringify(name)))],
    left.length === 0 ? null : ['not in the file', listed(left)],
    ['null', nullsOf(params)],
    ['mode', params.keys.length === 0 ? mode : `${mode} by ${params.keys.join(', ')}`],
  ];
  const width = Math.max(...lines.map((line) => line?.[0].length ?? 0));
  return [
    plan.input,
    ...lines.flatMap((line) => (line === null ? [] : [`  ${line[0].padEnd(width)}  ${line[1]}`])),
  ].join('\n');
}

function readAs({ read }: LoadParams, encoding = 'utf-8'): string {
  if (read.format === 'json-lines') return `JSON Lines, ${encoding}`;
  const { delimiter, quote, escape, comment } = read;
  return [
    'CSV',
    `delimiter ${shown(delimiter)}`,
    quote === null ? 'no quotes' : `quote ${shown(quote)}`,
    ...(escape === undefined ? [] : [`escape ${shown(escape)}`]),
    ...(comment === undefined ? [] : [`comments ${shown(comment)}`]),
    encoding,
  ].join(', ');
}

function headerOf({ read }: LoadParams): string {
  if (read.format === 'json-lines') return '';
  const { hasHeader, skipLines = 0 } = read;
  if (hasHeader) return `, header on line ${skipLines + 1}`;
  return skipLines === 0 ? ', no header' : `, no header, records from line ${skipLines + 1}`;
}

function nullsOf({ read }: LoadParams): string {
  if (read.format === 'json-lines') return 'null, and a property that is missing';
  const { nullValues, nullQuoted = false } = read;
  const texts = nullValues.filter((text) => text !== '').map((text) => JSON.stringify(text));
  const cells = nullValues.includes('') ? ['empty cells'] : ['empty cells of columns without text'];
  return [...cells, ...texts].join(', ') + (nullQuoted ? ', also in quotes' : '');
}

const shown = (character: string): string => words[character] ?? `'${character}'`;

function listed(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return names.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
