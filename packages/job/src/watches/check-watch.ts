import { isAbsolute } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import { isJob } from '../declare/is-job.js';
import { namePattern } from './name-pattern.js';
import { fileEndings } from './watch.js';

/** A declaration as it may come from JavaScript, or from a file whose types nothing has checked. */
type Given = Readonly<Record<string, unknown>>;

/** @throws WdhError `WATCH_INVALID` that names every problem. */
export function checkWatch(declaration: object): void {
  const given: Given = { ...declaration };
  const { name, job, folder, settleMs, request } = given;
  const problems = [
    name === undefined || isName(name)
      ? null
      : 'its name must be lower-case words with underscores or hyphens, such as annuity_inbox',
    isJob(job) ? null : 'its job must be what defineJob returns',
    isFolder(folder)
      ? null
      : "its folder must be an absolute path, or a file URL such as new URL('inbox/', import.meta.url)",
    isDelay(settleMs)
      ? null
      : 'its settleMs must be a number of milliseconds, or Infinity to wait for a .done file',
    ...['onSuccess', 'onFailure'].map((field) =>
      isEnding(given[field]) ? null : `its ${field} must be one of ${fileEndings.join(', ')}`,
    ),
    request === undefined || (typeof request === 'object' && request !== null)
      ? null
      : 'its request must be an object',
    ...problemsOfPattern(given),
  ].filter((problem) => problem !== null);
  if (problems.length === 0) return;
  const called = typeof name === 'string' ? name : isJob(job) ? job.name : undefined;
  const named = called === undefined ? '' : ` "${called}"`;
  throw new WdhError(`The declaration of watch${named} is invalid: ${problems.join('; ')}.`, {
    code: 'WATCH_INVALID',
    category: 'usage',
  });
}

function problemsOfPattern({ pattern, partition, job }: Given): readonly (string | null)[] {
  const isGlob = typeof pattern === 'string' && pattern !== '';
  if (!isGlob && !(pattern instanceof RegExp)) {
    return ['its pattern must be a glob such as *.csv, or a regular expression'];
  }
  if (isGlob && pattern.includes('(?')) {
    return ['its pattern is a text, which is a glob: write a regular expression as /…/'];
  }
  if (isGlob && /[\\/]/.test(pattern)) {
    return ['its pattern must match names, not paths: declare a watch for each folder'];
  }
  const { groups } = namePattern(pattern);
  if (partition !== undefined && typeof partition !== 'string') {
    return ['its partition must be the name of a group of its pattern'];
  }
  if (partition !== undefined && !groups.has(partition)) {
    return [
      `its pattern has no group ${partition}, which its partition names: write (?<${partition}>…)`,
    ];
  }
  if (isJob(job) && job.partitions !== undefined && !groups.has(partition ?? 'partition')) {
    return [
      `the job "${job.name}" has partitions, and its pattern has no group for them: write (?<partition>…), or name another group as its partition`,
    ];
  }
  const params = [...groups].filter(
    (group) => !['version', partition ?? 'partition'].includes(group),
  );
  const [first] = params;
  if (first === undefined || !isJob(job) || job.params !== null) return [];
  return [
    `the group ${first} of its pattern becomes a parameter of the run, but the job "${job.name}" has none: declare params of the job, or write (?:…)`,
  ];
}

function isName(name: unknown): boolean {
  return (
    typeof name === 'string' && /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/.test(name) && name.length <= 90
  );
}

function isFolder(folder: unknown): boolean {
  if (folder instanceof URL) return folder.protocol === 'file:';
  return typeof folder === 'string' && isAbsolute(folder);
}

function isDelay(delay: unknown): boolean {
  return delay === undefined || (typeof delay === 'number' && delay >= 0);
}

function isEnding(ending: unknown): boolean {
  return ending === undefined || fileEndings.some((known) => known === ending);
}
