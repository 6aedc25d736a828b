import { Field, type ControlProps } from '../parts/form/field.js';
import { CheckField } from '../parts/form/fields.js';
import { fieldHint } from './field-hint.js';
import type { FormField } from './form-field.js';

/** One field of a form, by its kind. */
export function FormInput({
  field,
  text,
  problem,
  onChange,
}: {
  readonly field: FormField;
  /** Null is the value null; undefined: nothing is written. */
  readonly text: string | null | undefined;
  readonly problem: string | undefined;
  readonly onChange: (text: string | null) => void;
}) {
  const { label, path, kind, isNullable, isRequired, preset } = field;
  const hint = fieldHint(field);
  // Whether it is true or false is all that can be said: it needs no third choice.
  if (kind === 'boolean' && !isNullable && (isRequired || typeof preset === 'boolean')) {
    return (
      <CheckField
        {...{ label, name: path }}
        {...(hint === undefined ? {} : { hint })}
        isChecked={(text ?? String(preset)) === 'true'}
        onChange={(isChecked) => {
          onChange(String(isChecked));
        }}
      />
    );
  }
  return (
    <div class="schema-form__field">
      <Field
        label={isRequired ? `${label} (needed)` : label}
        name={path}
        hint={hint}
        problem={problem}
        isDisabled={text === null}
      >
        {(control) => <Control {...{ field, control, onChange }} text={text ?? ''} />}
      </Field>
      {isNullable ? (
        <CheckField
          label={`No ${label} (null)`}
          name={`${path}.null`}
          isChecked={text === null}
          onChange={(isNull) => {
            onChange(isNull ? null : '');
          }}
        />
      ) : null}
    </div>
  );
}

interface ControlInput {
  readonly field: FormField;
  readonly control: ControlProps;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function Control({ field, control, text, onChange }: ControlInput) {
  const { kind } = field;
  // The page says what is wrong with all fields at once; the browser would stop at the first one.
  const own = {
    ...control,
    required: false,
    'aria-required': control.required,
    class: 'field__control',
  };
  if (kind === 'choice' || kind === 'boolean') {
    const choices = kind === 'boolean' ? ['true', 'false'] : field.choices.map(String);
    return (
      <select
        {...own}
        value={text}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
      >
        <option value="">{field.isRequired ? 'Choose' : 'Not set'}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  if (kind === 'list' || kind === 'json') {
    return (
      <textarea
        {...own}
        class={`field__control ${kind === 'json' ? 'code' : ''}`}
        rows={Math.min(12, Math.max(3, text.split('\n').length))}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
      />
    );
  }
  const isNumber = kind === 'number' || kind === 'integer';
  return (
    <input
      {...own}
      {...(kind === 'date' ? { type: 'date' as const } : { type: 'text' as const })}
      inputmode={isNumber ? 'decimal' : 'text'}
      autocomplete="off"
      spellcheck={false}
      value={text}
      onInput={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
    />
  );
}
