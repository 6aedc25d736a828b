import type { FormField } from './form-field.js';
import { FormInput } from './form-input.js';
import type { FormTexts } from './form-value.js';
import './schema-form.css';

/** What is written into a form, and what is wrong with it. */
export interface SchemaFormProps {
  readonly fields: readonly FormField[];
  readonly texts: FormTexts;
  /** By the path of the field. */
  readonly problems: Readonly<Record<string, string>>;
  /** Is called with the path of a field that changes, and its text; null is the value null. */
  readonly onChange: (path: string, text: string | null) => void;
}

/** The fields of a form that is made from a JSON Schema. */
export function SchemaForm({ fields, texts, problems, onChange }: SchemaFormProps) {
  return (
    <div class="schema-form">
      {fields.map((field) =>
        field.kind === 'object' ? (
          <fieldset key={field.path} class="schema-form__object">
            <legend>{field.isRequired ? field.label : `${field.label} (optional)`}</legend>
            {field.description === '' ? null : <p class="field__hint">{field.description}</p>}
            {problems[field.path] === undefined ? null : (
              <p class="field__problem">{problems[field.path]}</p>
            )}
            <SchemaForm {...{ texts, problems, onChange }} fields={field.fields} />
          </fieldset>
        ) : (
          <FormInput
            key={field.path}
            field={field}
            text={texts[field.path]}
            problem={problems[field.path]}
            onChange={(text) => {
              onChange(field.path, text);
            }}
          />
        ),
      )}
    </div>
  );
}
