import type { Job } from '@wdh/job';

/** A parameter of a job, as far as its schema describes it. */
export interface ParamDescription {
  readonly name: string;
  /** Such as `string`, `number`, `date`; null: the schema does not describe it. */
  readonly type: string | null;
  readonly isRequired: boolean;
  /** Absent where there is none, or where it is computed for each run. */
  readonly default?: unknown;
  /** The accepted values, where they are listed. */
  readonly choices?: readonly unknown[];
}

/** The parts of a schema of valibot that describe it. Each is checked before it is used. */
interface DescribedSchema {
  readonly type?: unknown;
  readonly wrapped?: unknown;
  readonly default?: unknown;
  readonly options?: unknown;
  readonly entries?: unknown;
}

const mayBeMissing: readonly unknown[] = ['optional', 'exact_optional', 'nullish', 'undefinedable'];

/**
 * Describes the parameters of a job. Null: it has parameters, but their schema is of a kind that
 * describes nothing; only schemas of valibot do.
 */
export function describeParams({ params }: Job): readonly ParamDescription[] | null {
  if (params === null) return [];
  const { entries } = params as DescribedSchema;
  if (params['~standard'].vendor !== 'valibot' || !isObject(entries)) return null;
  return Object.entries(entries).map(([name, schema]) => describeParam(name, schema));
}

/** Writes a parameter as `name: type = default`, with a question mark if it may be missing. */
export function showParam({ name, type, isRequired, choices, ...rest }: ParamDescription): string {
  const kind = choices?.map((choice) => JSON.stringify(choice)).join(' | ') ?? type ?? '';
  const value = 'default' in rest ? ` = ${JSON.stringify(rest.default)}` : '';
  return `${name}${isRequired ? '' : '?'}${kind === '' ? '' : `: ${kind}`}${value}`;
}

function describeParam(name: string, schema: unknown): ParamDescription {
  if (!isObject(schema)) return { name, type: null, isRequired: true };
  const { type, wrapped, default: value, options } = schema as DescribedSchema;
  if (isObject(wrapped)) {
    const inner = describeParam(name, wrapped);
    const isOptional = mayBeMissing.includes(type);
    const hasDefault = value !== undefined && typeof value !== 'function';
    return {
      ...inner,
      isRequired: inner.isRequired && !isOptional,
      ...(hasDefault ? { default: value } : {}),
    };
  }
  const choices = type === 'picklist' && Array.isArray(options) ? { choices: options } : {};
  return { name, type: typeof type === 'string' ? type : null, isRequired: true, ...choices };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
