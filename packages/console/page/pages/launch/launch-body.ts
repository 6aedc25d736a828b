import type { WireLaunch } from '../../../src/wire/actions.js';
import type { WireLaunchForm } from '../../../src/wire/jobs.js';
import type { FormField } from '../../form/form-field.js';
import { formValue, type FormValue } from '../../form/form-value.js';
import { jsonValue } from '../../form/json-value.js';
import { scalarValue } from '../../form/scalar-value.js';
import type { LaunchState } from './launch-state.js';

/** What a form sends, and what is wrong with it by the paths of its fields. */
export interface LaunchBody {
  readonly body: WireLaunch;
  readonly problems: Readonly<Record<string, string>>;
}

/** What a launch is about. */
export interface LaunchContext {
  readonly form: WireLaunchForm;
  /** The fields of the parameters; null: they are written as JSON. */
  readonly fields: readonly FormField[] | null;
  readonly executionId: string;
  /** The run that is repeated. */
  readonly parent: string | null;
}

/** Returns the body of a launch. What is as the job declares it is left out. */
export function launchBody(
  { form, fields, executionId, parent }: LaunchContext,
  state: LaunchState,
): LaunchBody {
  const problems: Record<string, string> = {};
  const share = thresholdOf(state.threshold);
  if (state.onBadRow === 'collect' && share === null) {
    problems['errorThreshold'] = 'Write a number of percent, from 0 to 100.';
  }
  if (state.inputKind === 'chosen' && state.input === null) {
    problems['input'] = 'Choose a file.';
  }
  const params = paramsOf(form, fields, state);
  Object.assign(problems, params?.problems);
  const hasThreshold =
    state.onBadRow === 'collect' && share !== null && share !== form.errorThreshold;
  // The server checks the words of mode and policy: a repeated run may have others than this form.
  const request = {
    ...(state.mode === form.mode ? {} : { mode: state.mode }),
    ...(state.onBadRow === form.onBadRow ? {} : { onBadRow: state.onBadRow }),
    ...(hasThreshold ? { errorThreshold: share } : {}),
    ...(state.isDryRun ? { dryRun: true } : {}),
    ...(state.isForced ? { force: true } : {}),
    ...textAs('partition', state.partition),
    ...textAs('inputVersion', state.inputVersion),
    ...textAs('encoding', state.encoding),
    ...(params === null ? {} : { params: params.value }),
  } as WireLaunch['request'];
  const body = {
    executionId,
    request,
    ...(state.inputKind === 'chosen' && state.input !== null ? { input: state.input } : {}),
    ...(parent === null ? {} : { parent }),
    ...(parent !== null && state.inputKind === 'repeated' ? { keepsInput: true } : {}),
  };
  return { body, problems };
}

function paramsOf(
  form: WireLaunchForm,
  fields: readonly FormField[] | null,
  { paramsJson, texts }: LaunchState,
): FormValue | null {
  if (!form.hasParams) return null;
  if (paramsJson === null) return formValue(fields ?? [], texts);
  const entered = jsonValue(paramsJson.trim() === '' ? '{}' : paramsJson);
  if ('problem' in entered) return { value: {}, problems: { params: entered.problem } };
  const { value } = entered;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject) return { value: value as FormValue['value'], problems: {} };
  return { value: {}, problems: { params: 'Write an object, such as {"name": "value"}.' } };
}

/** Reads a share that is written in percent. */
function thresholdOf(text: string): number | null {
  const rules = { minimum: 0, maximum: 100 };
  const entered = scalarValue({ kind: 'number', choices: [], rules }, text);
  if (!('value' in entered)) return null;
  return Number((Number(entered.value) / 100).toFixed(8));
}

function textAs(name: string, text: string): Readonly<Record<string, string>> {
  return text.trim() === '' ? {} : { [name]: text.trim() };
}
