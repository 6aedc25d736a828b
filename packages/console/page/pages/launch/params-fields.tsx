import type { FormField } from '../../form/form-field.js';
import { formTexts } from '../../form/form-texts.js';
import { formValue } from '../../form/form-value.js';
import { jsonValue } from '../../form/json-value.js';
import { SchemaForm } from '../../form/schema-form.js';
import { Field } from '../../parts/form/field.js';
import { CheckField } from '../../parts/form/fields.js';
import type { LaunchState } from './launch-state.js';

/** The parameters of a job: a field for each, or JSON. */
export function ParamsFields({
  fields,
  state,
  change,
  problems,
}: {
  /** Null: the schema of the job describes no fields. */
  readonly fields: readonly FormField[] | null;
  readonly state: LaunchState;
  readonly change: (changes: Partial<LaunchState>) => void;
  readonly problems: Readonly<Record<string, string>>;
}) {
  const { paramsJson, texts } = state;
  return (
    <fieldset class="card launch-form__part">
      <legend>Parameters</legend>
      {paramsJson === null && fields !== null ? (
        <SchemaForm
          {...{ fields, texts, problems }}
          onChange={(path, text) => {
            change({ texts: { ...texts, [path]: text } });
          }}
        />
      ) : (
        <Field
          label="Parameters as JSON"
          name="params"
          hint={'An object, such as {"name": "value"}.'}
          problem={problems['params'] ?? innerProblems(problems)}
        >
          {(control) => (
            <textarea
              {...control}
              class="field__control code"
              rows={Math.min(20, Math.max(4, (paramsJson ?? '').split('\n').length + 1))}
              spellcheck={false}
              value={paramsJson ?? ''}
              onInput={({ currentTarget }) => {
                change({ paramsJson: currentTarget.value });
              }}
            />
          )}
        </Field>
      )}
      {fields === null ? null : (
        <CheckField
          label="Write them as JSON"
          name="paramsAsJson"
          isChecked={paramsJson !== null}
          onChange={(asJson) => {
            change(asJson ? toJson(fields, state) : toFields(fields, state));
          }}
        />
      )}
    </fieldset>
  );
}

function toJson(fields: readonly FormField[], { texts }: LaunchState): Partial<LaunchState> {
  return { paramsJson: JSON.stringify(formValue(fields, texts).value, null, 2) };
}

/** JSON that is not an object is left behind: the fields keep what they held. */
function toFields(fields: readonly FormField[], state: LaunchState): Partial<LaunchState> {
  const entered = jsonValue(state.paramsJson ?? '');
  const value = 'value' in entered ? entered.value : null;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) return { paramsJson: null };
  return { paramsJson: null, texts: formTexts(fields, value as Readonly<Record<string, unknown>>) };
}

/** Problems of single parameters, where they have no field of their own. */
function innerProblems(problems: Readonly<Record<string, string>>): string | undefined {
  const inner = Object.entries(problems).filter(([path]) => path.startsWith('params.'));
  if (inner.length === 0) return undefined;
  return inner.map(([path, problem]) => `${path.slice('params.'.length)}: ${problem}`).join(' ');
}
