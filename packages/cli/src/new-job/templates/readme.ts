import { inComment } from '../../generate/source-names.js';
import type { JobDesign } from '../job-plan.js';
import { hasIntegrationTest } from './integration-files.js';

/** Prints `README.md`. */
export function printReadme(job: JobDesign): string {
  const { names, design, mode, keys, sample } = job;
  const target = `${design.table.schema}.${design.table.table}`;
  const merged = keys.length === 0 ? '' : `, by ${keys.join(', ')}`;
  return `# ${names.folder}

Loads files such as \`${inComment(design.file)}\` into the table \`${target}\` (mode \`${mode}\`${merged}).

\`\`\`sh
${commands(job).join('\n')}
\`\`\`

${table(files(job))}

Types and rules were proposed from the whole file. Make them stricter where you know more: a rule in
\`src/schema.ts\` rejects a row with its line and its reason. After a change of the rules, raise the
\`version\` in \`src/job.ts\`, so that the same file is loaded again. A new column needs a new migration.
${sample === null ? '' : personalData(sample.records, sample.fileName)}`;
}

function commands({ names, surroundings }: JobDesign): readonly string[] {
  const { folder, job } = names;
  const { layout } = surroundings;
  const run = `${layout === 'presets' ? 'npm run wdh --' : 'npx wdh'} run ${job} --input FILE`;
  const check = {
    presets: `npx nx run-many -p ${folder} -t lint typecheck test`,
    nx: `npx nx run-many -p ${folder} -t typecheck test`,
    folder: 'npm test && npm run typecheck',
  }[layout];
  const lines = [
    [run, 'load a file'],
    [`${run} --dry-run`, 'report the outcome, and load nothing'],
    [check, 'check the job'],
  ] as const;
  const width = Math.max(...lines.map(([command]) => command.length));
  return lines.map(([command, what]) => `${command.padEnd(width)}  # ${what}`);
}

function files(job: JobDesign): readonly (readonly [string, string])[] {
  const { design, sample } = job;
  return [
    ...(design.values === 'json' ? [] : [['src/columns.ts', 'the columns of the file'] as const]),
    ['src/schema.ts', 'the rules of a row, and its conversion'],
    ['src/table.ts', 'the table, for drizzle-orm'],
    ['src/job.ts', 'the declaration of the job'],
    ['src/main.ts', 'the job as a program of its own'],
    [
      'src/job.test.ts',
      sample === null ? 'a good row, bad rows' : 'a good row, bad rows, the sample',
    ],
    ...(hasIntegrationTest(job)
      ? [['test/integration', 'the sample, loaded into a database'] as const]
      : []),
    ['migrations', 'the table as SQL, up and down'],
    ...(sample === null
      ? []
      : [[`data/${sample.fileName}`, 'the first records of a file'] as const]),
  ];
}

function table(rows: readonly (readonly [string, string])[]): string {
  const cells = [
    ['file', 'content'] as const,
    ...rows.map(([file, what]) => [`\`${file}\``, what]),
  ];
  const widths = [0, 1].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[], fill = ' '): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = cells.map((row) => line(row));
  return [head, line(['', ''], '-'), ...body].join('\n');
}

const personalData = (records: number, fileName: string): string => `
\`data/${fileName}\` holds the first ${records} records of a real file. If they are personal data, replace
them by invented ones before you commit them.
`;
