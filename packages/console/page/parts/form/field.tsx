import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

/** What all fields of a form have. */
export interface FieldProps {
  readonly label: string;
  /** Name in the form, by which a server names its problem. */
  readonly name: string;
  /** What a reader may enter. */
  readonly hint?: string | undefined;
  /** What is wrong with the value, and what to do. */
  readonly problem?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** Attributes that a control takes from its field. */
export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly required: boolean;
  readonly 'aria-invalid': 'true' | undefined;
  readonly 'aria-describedby': string | undefined;
}

/** A control with its label, hint and problem. */
export function Field({
  label,
  name,
  hint,
  problem,
  isRequired = false,
  isDisabled = false,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ComponentChildren }) {
  const id = useId();
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      {children({
        id,
        name,
        disabled: isDisabled,
        required: isRequired,
        'aria-invalid': problem === undefined ? undefined : 'true',
        'aria-describedby': notes === '' ? undefined : notes,
      })}
      {hint === undefined ? null : (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem === undefined ? null : (
        <p class="field__problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
