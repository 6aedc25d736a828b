import { useId } from 'preact/hooks';
import { Field, type FieldProps } from './field.js';

/** A field for one line of text. */
export function TextField({
  value,
  onChange,
  type = 'text',
  placeholder,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'search' | 'password' | 'number' | 'date' | 'datetime-local';
  readonly placeholder?: string;
}) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          class="field__control"
          // The types of Preact want one type, not one of several.
          {...({ type } as { readonly type: 'text' })}
          value={value}
          placeholder={placeholder}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** A choice of one of a few values. */
export function SelectField({
  value,
  onChange,
  choices,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          class="field__control"
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Yes or no. */
export function CheckField({
  label,
  name,
  hint,
  isChecked,
  onChange,
  isDisabled = false,
}: Omit<FieldProps, 'problem' | 'isRequired'> & {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="field field--check">
      <label>
        <input
          type="checkbox"
          name={name}
          checked={isChecked}
          disabled={isDisabled}
          aria-describedby={hint === undefined ? undefined : id}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />{' '}
        {label}
      </label>
      {hint === undefined ? null : (
        <p class="field__hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
