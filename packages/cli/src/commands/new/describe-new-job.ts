import { relative, resolve } from 'node:path';
import type { NewJob } from '../../new-job/design-job.js';
import { registrationLines } from '../../new-job/registration/registration.js';

/** What `wdh new job --json` prints. */
export interface JobReport {
  readonly job: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly projectFile: string;
  /** Whether the file of the project registers the job; otherwise add `linesToAdd` to it. */
  readonly isRegistered: boolean;
  readonly linesToAdd: readonly string[];
  readonly table: string;
  readonly mode: string;
  readonly key: readonly string[];
  readonly candidateKeys: readonly string[];
  readonly rows: number;
  readonly malformed: number;
  readonly sampleRecords: number;
  readonly notes: readonly string[];
  readonly isWritten: boolean;
}

/** Describes a new job for scripts. */
export function jobReport(job: NewJob, isWritten: boolean): JobReport {
  const { design, profile, notes, key, place, files, project, registration } = job;
  return {
    job: design.names.job,
    folder: place.folder,
    files: [...files.keys()].toSorted(),
    projectFile: place.projectFile,
    isRegistered: project !== null,
    linesToAdd: project === null ? registrationLines(registration) : [],
    table: tableOf(job),
    mode: key.mode,
    key: key.key,
    candidateKeys: profile.candidateKeys,
    rows: profile.rows,
    malformed: profile.malformed.count,
    sampleRecords: design.sample?.records ?? 0,
    notes,
    isWritten,
  };
}

/** Describes a new job for people: what was found, what is written, and what to look at. */
export function describeNewJob(job: NewJob, cwd: string): string {
  const { design, place, files, project } = job;
  const folder = shortest(cwd, place.folder);
  const paths = [...files.keys()].toSorted().map((path) => `${folder}/${path}`);
  const registered =
    project === null ? [] : [`${shortest(cwd, project.path)} (the job is registered)`];
  return [
    `${design.design.file}: ${foundIn(job)}`,
    `Table ${tableOf(job)}, mode ${design.mode}${keyOf(job)}.`,
    '',
    ...[...paths, ...registered].map((line) => `  ${line}`),
    ...notices(job, cwd).map((notice) => `\n${notice}`),
  ].join('\n');
}

/** Lists the commands that a person runs next. */
export function nextSteps({ design, place }: NewJob, cwd: string): string {
  const { layout } = design.surroundings;
  const { folder, job } = design.names;
  const run = `run ${job} --input FILE`;
  const steps = {
    presets: [
      'npm install && npx nx sync',
      `npx nx run-many -p ${folder} -t lint typecheck test`,
      `npm run wdh -- ${run}`,
    ],
    nx: ['npm install', `npx nx test ${folder}`, `npx wdh ${run}`],
    folder: [`npm test --prefix ${shortest(cwd, place.folder)}`, `npx wdh ${run}`],
  };
  return ['Next:', ...steps[layout].map((step) => `  ${step}`)].join('\n');
}

function tableOf({ design }: NewJob): string {
  const { schema, table } = design.design.table;
  return `${schema}.${table}`;
}

function foundIn({ profile, design }: NewJob): string {
  const { encoding, rows, columns, malformed } = profile;
  return [
    design.source.title,
    encoding,
    `${rows} rows`,
    `${columns.length} columns`,
    ...(malformed.count === 0 ? [] : [`${malformed.count} malformed records, which are rejected`]),
  ].join(', ');
}

function keyOf({ key, profile }: NewJob): string {
  if (key.key.length === 0) return ', without a key: each file adds its rows';
  const names = `, key ${key.key.join(', ')}`;
  if (!key.isProposed) return names;
  const candidates = profile.candidateKeys.slice(0, 5).join(', ');
  return `${names}: a proposal, choose with --key or --no-key (unique in this file: ${candidates})`;
}

function notices({ design, profile, notes, project, place, registration }: NewJob, cwd: string) {
  const { sample } = design;
  const [importLine, jobsLine] = registrationLines(registration);
  return [
    ...notes,
    ...(sample === null
      ? []
      : [
          `data/${sample.fileName} is a copy of the first ${sample.records} records. If they are personal data, use --sample 0, or replace them before you commit.`,
        ]),
    ...(profile.rows === 0
      ? ['The file has no rows, so each column is a text that may be empty. Use a file with rows.']
      : []),
    ...(project === null
      ? [
          `${shortest(cwd, place.projectFile)} has an unusual shape, and is not changed. Add to it:\n  ${importLine}\n  ${jobsLine}`,
        ]
      : []),
  ];
}

function shortest(cwd: string, path: string): string {
  const within = relative(cwd, path);
  return within.startsWith('..') ? resolve(path) : within;
}
