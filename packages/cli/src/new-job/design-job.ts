import { basename, resolve } from 'node:path';
import type { FileProfile } from '@wdh/file-connector';
import { parseTableName } from '@wdh/postgres';
import { mixedNotes, withMixedAsText } from '../generate/mixed-properties.js';
import { designTable } from '../generate/table-design.js';
import { chooseKeys, type KeyChoice, type KeyOptions } from './choose-keys.js';
import { formatChange, formatFiles } from './format-files.js';
import { jobFiles } from './job-files.js';
import { jobNames } from './job-names.js';
import { jobPlace, moduleOf, type JobPlace } from './job-place.js';
import type { JobDesign, JobFiles } from './job-plan.js';
import { type InputOptions, profileInput } from './profile-input.js';
import { withJob } from './registration/register-job.js';
import { newProject, type Registration } from './registration/registration.js';
import { sampleOf } from './sample-of.js';
import { type FileChange, refuseExisting } from './write-job.js';

/** What is asked for by `wdh new job`, and by the generator of Nx. */
export interface NewJobOptions extends InputOptions, KeyOptions {
  readonly name: string;
  /** The file that the job is made from; relative to `cwd`. */
  readonly from: string;
  /** The name of its folder and package. Default: the name of the job, with hyphens. */
  readonly folder?: string | undefined;
  /** `schema.table`. Default: the name of the job, in schema `public`. */
  readonly table?: string | undefined;
  /** Records that are copied into the job, 0 to 1,000. Default 10. */
  readonly sample?: number | undefined;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** A new job, of which nothing is written yet. */
export interface NewJob {
  readonly design: JobDesign;
  readonly profile: FileProfile;
  /** What a person should look at in the file. */
  readonly notes: readonly string[];
  readonly key: KeyChoice;
  readonly place: JobPlace;
  readonly files: JobFiles;
  readonly registration: Registration;
  /** The change of the project's file; null: a person has to register the job. */
  readonly project: FileChange | null;
}

const defaultSample = 10;

/** Does the work of `newJob`; only what makes a job loads it. */
export async function designJob(options: NewJobOptions): Promise<NewJob> {
  const { cwd, signal, sample = defaultSample } = options;
  const names = jobNames(options.name, options.folder);
  const place = await jobPlace(cwd, names);
  await refuseExisting(place.folder);
  const table = parseTableName(options.table ?? names.table);
  const from = resolve(cwd, options.from);
  const input = await profileInput(from, options.from, options, signal);
  const proposal = withMixedAsText(designTable(input.profile, table), input.profile);
  const key = chooseKeys(options, proposal, input.profile);
  const mergesByKey = key.mode === 'upsert' || key.mode === 'insert_new';
  const design: JobDesign = {
    names,
    design: { ...proposal, file: basename(from), primaryKey: key.key },
    source: input.format.declare(input.profile),
    mode: key.mode,
    keys: mergesByKey ? key.key : [],
    sample: await sampleOf(from, input, sample),
    surroundings: place.surroundings,
  };
  const registration = { constant: names.constant, module: moduleOf(place) };
  const { projectFile: path, projectText: before } = place;
  const after = before === null ? newProject(registration) : withJob(before, registration);
  return {
    design,
    profile: input.profile,
    notes: [...input.notes, ...mixedNotes(input.profile)],
    key,
    place,
    files: await formatFiles(place.folder, jobFiles(design)),
    registration,
    project: after === null ? null : await formatChange({ path, before, after }),
  };
}
