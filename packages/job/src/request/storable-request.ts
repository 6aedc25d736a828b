import { resolve } from 'node:path';
import { isPath } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { holdsRedacted, redactJson } from '@wdh/runs';
import type { RunRequest } from './run-request.js';

/** What is known of a job here. */
interface NamedJob {
  readonly name: string;
  readonly example: string | null;
}

/** NUL, and halves of a character: PostgreSQL stores neither in jsonb. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][\da-f]{2})/i;

/**
 * Returns a request as it is stored for another process: as JSON, with an absolute path, because that
 * process runs in another folder.
 *
 * @throws WdhError (usage) `REQUEST_HAS_SECRET` for a password or a token, which is not stored, and for
 * a value that a record has in place of one; `REQUEST_INVALID` for the standard input;
 * `REQUEST_NOT_RECORDABLE` for what JSON cannot hold.
 */
export function storableRequest(job: NamedJob, request: RunRequest): RunRequest {
  const { input } = request;
  if (input === '-') {
    throw refused(
      'REQUEST_INVALID',
      job,
      'reads the standard input, which another process does not have',
    );
  }
  const isNamed = input !== undefined && input !== job.example && isPath(input);
  const asked = { ...request, ...(isNamed ? { input: resolve(input) } : {}) };
  // Throws if it is not JSON, or too long.
  const redacted = redactJson(asked);
  const json = JSON.stringify(asked);
  if (unstorable.test(json)) {
    throw refused('REQUEST_NOT_RECORDABLE', job, 'has a text with NUL or with half a character');
  }
  const stored = JSON.parse(json) as RunRequest;
  if (redacted !== json || holdsRedacted(stored)) throw secret(job, stored);
  return stored;
}

function secret(job: NamedJob, request: RunRequest): WdhError {
  const fields = { ...request, ...request.params } as Readonly<Record<string, unknown>>;
  const isSecret = ([name, value]: [string, unknown]): boolean =>
    name !== 'params' &&
    (holdsRedacted(value) || redactJson({ [name]: value }) !== JSON.stringify({ [name]: value }));
  const found = Object.entries(fields).find(isSecret)?.[0] ?? 'params';
  const what = `has a secret in "${found}", which is not stored`;
  return refused(
    'REQUEST_HAS_SECRET',
    job,
    what,
    'Let the job read it from its environment, or run it by wdh run',
  );
}

function refused(
  code: string,
  job: NamedJob,
  problem: string,
  advice = 'Submit another',
): WdhError {
  return new WdhError(`A request of job ${job.name} ${problem}. ${advice}.`, {
    code,
    category: 'usage',
  });
}
