import type { WireInput } from '../../../src/wire/actions.js';
import type { WireLaunchForm } from '../../../src/wire/jobs.js';
import type { WireRun } from '../../../src/wire/runs.js';
import type { FormField } from '../../form/form-field.js';
import { formTexts } from '../../form/form-texts.js';
import type { FormTexts } from '../../form/form-value.js';

/** Where the rows of a run come from: what the job reads by itself, what a run read, or a file. */
export type InputKind = 'job' | 'repeated' | 'chosen';

/** What is entered into the form that launches a job. */
export interface LaunchState {
  readonly inputKind: InputKind;
  readonly input: WireInput | null;
  readonly mode: string;
  readonly onBadRow: string;
  /** In percent. */
  readonly threshold: string;
  readonly isDryRun: boolean;
  readonly isForced: boolean;
  readonly partition: string;
  readonly inputVersion: string;
  readonly encoding: string;
  readonly texts: FormTexts;
  /** The parameters as JSON; null: the fields are used. */
  readonly paramsJson: string | null;
}

/** The request of a run, as far as it is recorded. */
export type RepeatedRun = Pick<WireRun['run'], 'executionId' | 'request' | 'inputFilePath'>;

/** Returns what a form shows first: the presets of the job, or the request of a run. */
export function launchState(
  form: WireLaunchForm,
  fields: readonly FormField[] | null,
  { repeated, partition }: { readonly repeated: RepeatedRun | null; readonly partition: string },
): LaunchState {
  const request = requestOf(repeated);
  const params = withoutSecrets(objectOf(request['params']));
  return {
    inputKind: repeated !== null ? 'repeated' : form.needsInput ? 'chosen' : 'job',
    input: null,
    mode: textOf(request['mode']) ?? form.mode,
    onBadRow: textOf(request['onBadRow']) ?? form.onBadRow,
    threshold: percentOf(numberOf(request['errorThreshold']) ?? form.errorThreshold),
    isDryRun: request['dryRun'] === true,
    isForced: request['force'] === true,
    partition: textOf(request['partition']) ?? partition,
    inputVersion: textOf(request['inputVersion']) ?? '',
    encoding: textOf(request['encoding']) ?? '',
    texts: fields === null ? {} : formTexts(fields, repeated === null ? undefined : (params ?? {})),
    paramsJson: fields === null && form.hasParams ? JSON.stringify(params ?? {}, null, 2) : null,
  };
}

/** Writes a share as percent, without the noise of binary numbers: 0.07 is 7. */
export function percentOf(share: number): string {
  return String(Number((share * 100).toFixed(6)));
}

type Request = Readonly<Record<string, unknown>>;

/** A recorded request has no secrets: the reader enters them again. */
function withoutSecrets(params: Request | undefined): Request | undefined {
  if (params === undefined) return undefined;
  const known = Object.entries(params).filter(
    ([, value]) => !JSON.stringify(value).includes('[redacted]'),
  );
  return Object.fromEntries(known);
}

function requestOf(repeated: RepeatedRun | null): Request {
  return objectOf(repeated?.request) ?? {};
}

function objectOf(value: unknown): Request | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Request) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
