/** A value of a JSON schema that a form can offer as a choice. */
export type Choice = string | number | boolean;

/** What the values of a field must be. */
export interface FieldRules {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly multipleOf?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
}

/** How a value of one field is written. */
export type ScalarKind =
  'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'date' | 'date-time';

/** A field of a form. */
export interface FormField {
  /** Where its value and its problems belong, such as `params.range.from`. */
  readonly path: string;
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: ScalarKind | 'list' | 'object' | 'json';
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  /** The value of a field that is left out; undefined: it has none. */
  readonly preset: unknown;
  readonly rules: FieldRules;
  /** Of a choice, and of a list of choices. */
  readonly choices: readonly Choice[];
  /** What the items of a list are. */
  readonly itemKind: ScalarKind;
  /** The fields of an object. */
  readonly fields: readonly FormField[];
}
