import { tableConstant } from '../../generate/print-drizzle.js';
import { schemaConstant } from '../../generate/print-valibot.js';
import { inComment, propertyName, stringLiteral, typeName } from '../../generate/source-names.js';
import type { JobDesign } from '../job-plan.js';
import { propertyLine } from './property-line.js';

/** Prints `columns.ts`: which columns a CSV file must have. */
export function printColumns(job: JobDesign): string {
  const isNamed = job.source.hasHeader;
  const index = isNamed ? 'keyof typeof columns' : 'number';
  return `${isNamed ? printNames(job) : printList(job)}
/** A row as the file delivers it; an empty cell is null. */
export type SourceRow = Readonly<Record<(typeof columns)[${index}], string | null>>;
`;
}

function printNames({ design }: JobDesign): string {
  const names = design.columns.map(({ source, name }) =>
    propertyLine('  ', propertyName(source), stringLiteral(name)),
  );
  return `/** The columns of ${inComment(design.file)}, and their names in the table. */
export const columns = {\n${names.join('\n')}\n} as const;
`;
}

function printList({ design }: JobDesign): string {
  const names = design.columns.map(({ name }) => stringLiteral(name));
  const line = `export const columns = [${names.join(', ')}] as const;`;
  const lines = `export const columns = [\n  ${names.join(',\n  ')},\n] as const;`;
  return `/** The columns of ${inComment(design.file)}, in its order: the file has no header. */
${line.length <= 100 ? line : lines}
`;
}

/** Prints `job.ts`: the declaration. */
export function printJob(job: JobDesign): string {
  const { names, design, mode, keys, source } = job;
  const schema = schemaConstant(design.table.table);
  const table = tableConstant(design.table.table);
  const row = `Valid${typeName(design.table.table)}Row`;
  const hasCells = design.values === 'cells';
  const target = `${design.table.schema}.${design.table.table}`;
  // With its input named, the schema may take less than the reader delivers: a list of values.
  const validate = `validateRows<${hasCells ? 'SourceRow' : 'Record<string, unknown>'}, ${row}>(${schema})`;
  const name = stringLiteral(names.job);
  const lines = [
    ['name', name],
    ['version', stringLiteral('1')],
    ['description', stringLiteral(`Load files such as ${design.file} into ${target}.`)],
    ['source', printSource(job)],
    ['steps', printSteps(validate)],
    ['into', table],
    ['mode', stringLiteral(mode)],
    ...(keys.length === 0 ? [] : [['keys', `[${keys.map(stringLiteral).join(', ')}]`]]),
    ['migrations', `[{ name: ${name}, path: migrations }]`],
  ].map(([property = '', value = '']) => printProperty(property, value));
  return `import { fileURLToPath } from 'node:url';
import { ${[source.maker, 'defineJob'].toSorted().join(', ')} } from '@wdh/job';
import { validateRows } from '@wdh/pipeline-core';
${hasCells ? "import { columns, type SourceRow } from './columns.js';\n" : ''}import { ${schema}, type ${row} } from './schema.js';
import { ${table} } from './table.js';

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** Loads files such as ${inComment(design.file)} into ${inComment(target)}. */
export const ${names.constant} = defineJob({
${lines.join('\n')}
});
`;
}

/** A value of several lines begins on the line of its name. */
const printProperty = (name: string, value: string): string =>
  value.includes('\n') ? `  ${name}: ${value},` : propertyLine('  ', name, value);

function printSteps(validate: string): string {
  const steps = `(rows) => rows.addStep(${validate})`;
  return steps.length <= 88 ? steps : `(rows) =>\n    rows.addStep(${validate})`;
}

/** Prints `main.ts`: the job as a program of its own. */
export const printMain = ({ names }: JobDesign): string =>
  `import { runJobCommand } from '@wdh/cli';
import { ${names.constant} } from './job.js';

// All output is written by now; open handles must not keep the process alive.
process.exit(await runJobCommand(${names.constant}));
`;

function printSource({ design, source, sample }: JobDesign): string {
  const named = source.hasHeader
    ? 'columns: Object.values(columns),\n    renameColumns: columns,'
    : 'columns,\n    hasHeader: false,';
  const lines = [
    design.values === 'cells' ? named : '// Numbers are read as text, so that no digit is lost.',
    ...Object.entries(source.options).map(([name, value]) => `${name}: ${printValue(value)},`),
    ...formatLines(design, source),
    ...exampleLine(sample),
  ];
  return `${source.maker}({\n    ${lines.join('\n    ')}\n  })`;
}

/** Rows of cells have the names of the table; those of JSON, the names of the file. */
function formatLines(
  { columns, values }: JobDesign['design'],
  { formats }: JobDesign['source'],
): readonly string[] {
  const lines = Object.entries(formats).map(([column, format]) => {
    const named = columns.find(({ source }) => source === column);
    const name = values === 'cells' ? (named?.name ?? column) : column;
    return `${propertyName(name)}: ${stringLiteral(format)}`;
  });
  if (lines.length === 0) return [];
  const line = `formats: { ${lines.join(', ')} },`;
  return line.length <= 96 ? [line] : ['formats: {', ...lines.map((part) => `  ${part},`), '},'];
}

function exampleLine(sample: JobDesign['sample']): readonly string[] {
  if (sample === null) return [];
  return [`example: new URL(${stringLiteral(`../data/${sample.fileName}`)}, import.meta.url),`];
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const properties = Object.entries(value).map(([name, part]) => `${name}: ${printValue(part)}`);
    return `{ ${properties.join(', ')} }`;
  }
  return typeof value === 'string' ? stringLiteral(value) : JSON.stringify(value);
}
