import {
  type AbsencePlan,
  type ArrayPlan,
  type FieldPlan,
  type ObjectPlan,
  type Plan,
  undecided,
} from '../plan/plan.js';
import type { SchemaNode } from '../plan/schema-node.js';
import type { Run } from './closures.js';
import { constructorOf } from './constructor-of.js';
import { copyOthers, hasOthers } from './keys.js';

/** An object whose fields may have transformations of the user, called after everything has passed. */
export type Generated = ObjectPlan<
  FieldPlan<Plan | null> & { readonly transforms?: readonly SchemaNode[] }
>;

/** Sets the fields of an output; returns the output, or `undecided`. */
export type Fill = (input: unknown, output: Record<string, unknown>) => unknown;

/**
 * Writes one function for a plan. A schema's keys enter the code as JSON strings, everything else of it as
 * parameters: no other text of a schema does.
 */
export class GeneratedCode {
  readonly #constants: unknown[] = [];
  readonly #names = new Map<unknown, string>();
  #lines: string[] = [];
  #variables = 0;

  /** @throws EvalError where the process forbids the generation of code. */
  static functionOf(plan: Plan | Generated): Run {
    const code = new GeneratedCode();
    const result = plan.kind === 'object' ? code.#root(plan) : code.#value(plan);
    return code.#function('input', result) as Run;
  }

  /** Writes a function for some fields without functions of the user. The output has their keys already. */
  static fillOf(plan: Generated): Fill {
    const code = new GeneratedCode();
    const fields = code.#guarded(() => code.#fields(plan, 'input'));
    for (const { name, value } of fields) code.#write(`output[${name}] = ${value};`);
    return code.#function('input, output', 'output') as Fill;
  }

  /** Writes a function that makes an object with these keys. */
  static outputOf(keys: readonly string[]): () => Record<string, unknown> {
    const code = new GeneratedCode();
    const fields = keys.map((key) => ({
      name: JSON.stringify(key),
      value: 'null',
      present: undefined,
    }));
    return code.#function('', code.#object(fields)) as () => Record<string, unknown>;
  }

  private constructor() {
    this.#constant(undecided);
  }

  #function(parameters: string, result: string): unknown {
    const names = this.#constants.map((_, at) => `c${at}`);
    const body = `'use strict';\nreturn function (${parameters}) {\n${this.#lines.join('\n')}\nreturn ${result};\n};`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the purpose of this class; see its comment
    const make = new Function(...names, body) as (...constants: readonly unknown[]) => unknown;
    return make(...this.#constants);
  }

  #value(plan: Plan): string {
    return this.#guarded(() => {
      const value = this.#variable();
      this.#write(`${value} = input;`);
      this.#plan(plan, value);
      return value;
    });
  }

  /** The functions of the user are called last, and may throw. */
  #root(plan: Generated): string {
    const { fields, output } = this.#guarded(() => {
      return { fields: this.#fields(plan, 'input'), output: this.#variable() };
    });
    plan.fields.forEach(({ transforms = [] }, at) => {
      const { value = '', present } = fields[at] ?? {};
      for (const node of transforms) {
        const call = `${value} = ${this.#constant(node)}.operation(${value});`;
        this.#write(present === undefined ? call : `if (${present}) ${call}`);
      }
    });
    return this.#output(plan, fields, 'input', output);
  }

  /** An exception of anything but a function of the user is left to valibot, which throws it again. */
  #guarded<T>(write: () => T): T {
    const outer = this.#lines;
    const first = this.#variables;
    this.#lines = [];
    const result = write();
    const names = Array.from({ length: this.#variables - first }, (_, at) => `v${first + at}`);
    const declared = names.length === 0 ? [] : [`let ${names.join(', ')};`];
    this.#lines = [...outer, ...declared, 'try {', ...this.#lines, '} catch { return c0; }'];
    return result;
  }

  #plan(plan: Plan, value: string): void {
    switch (plan.kind) {
      case 'test': {
        const { code, passes } = plan;
        const condition = code?.(value, this.#constant) ?? `${this.#constant(passes)}(${value})`;
        this.#write(`if (!(${condition})) return c0;`);
        break;
      }
      case 'conversion': {
        const { code, convert } = plan;
        const result = code?.(value, this.#constant) ?? `${this.#constant(convert)}(${value})`;
        this.#write(`${value} = ${result};`);
        if (code === undefined) this.#write(`if (${value} === c0) return c0;`);
        break;
      }
      case 'sequence':
        for (const part of plan.plans) this.#plan(part, value);
        break;
      case 'absence':
        this.#absence(plan, value);
        break;
      case 'array':
        this.#array(plan, value);
        break;
      case 'object': {
        const fields = this.#fields(plan, value);
        this.#write(`${value} = ${this.#output(plan, fields, value, this.#variable())};`);
      }
    }
  }

  #absence(plan: AbsencePlan, value: string): void {
    const { ofNull, ofUndefined, standard, wrapped } = plan;
    const absent = [ofNull ? 'null' : '', ofUndefined ? 'undefined' : '']
      .filter((word) => word !== '')
      .map((word) => `${value} === ${word}`)
      .join(' || ');
    if (standard !== undefined)
      this.#write(`if (${absent}) ${value} = ${this.#constant(standard)};`);
    this.#write(`if (!(${absent})) {`);
    this.#plan(wrapped, value);
    this.#write('}');
  }

  #array({ item }: ArrayPlan, value: string): void {
    const output = this.#variable();
    const at = this.#variable();
    const cell = this.#variable();
    this.#write(`if (!${this.#constant(Array.isArray)}(${value})) return c0;`);
    this.#write(`${output} = [];`);
    this.#write(`for (${at} = 0; ${at} < ${value}.length; ${at}++) {`);
    this.#write(`${cell} = ${value}[${at}];`);
    this.#plan(item, cell);
    this.#write(`${output}.push(${cell});`);
    this.#write('}');
    this.#write(`${value} = ${output};`);
  }

  #fields({ fields, others, known }: Generated, input: string): readonly Field[] {
    this.#write(`if (typeof ${input} !== 'object' || ${input} === null) return c0;`);
    const written = fields.map((field) => this.#field(field, input));
    if (others === 'refuse') {
      const refuse = `${this.#constant(hasOthers)}(${input}, ${this.#constant(known)})`;
      this.#write(`if (${refuse}) return c0;`);
    }
    return written;
  }

  #field({ key, plan, whenMissing }: FieldPlan<Plan | null>, input: string): Field {
    const name = JSON.stringify(key);
    const value = this.#variable();
    this.#write(`${value} = ${input}[${name}];`);
    const isMissing = `${value} === undefined && !(${name} in ${input})`;
    const present = whenMissing === 'none' ? this.#variable() : undefined;
    if (present !== undefined) {
      this.#write(`${present} = !(${isMissing});`);
      this.#write(`if (${present}) {`);
    } else if (typeof whenMissing === 'object') {
      this.#write(`if (${isMissing}) ${value} = ${this.#constant(whenMissing.value)};`);
    } else {
      this.#write(`if (${isMissing}) return c0;`);
    }
    if (plan !== null) this.#plan(plan, value);
    if (present !== undefined) this.#write('}');
    return { name, value, present };
  }

  /** Keys in the order of the entries. A literal, as far as every key is there, is the fastest. */
  #output(
    { others, known }: Generated,
    fields: readonly Field[],
    input: string,
    output: string,
  ): string {
    const optional = fields.findIndex(({ present }) => present !== undefined);
    const fixed = optional === -1 ? fields : fields.slice(0, optional);
    const literal = this.#object(fixed);
    const isFixed = optional === -1 && others !== 'copy';
    if (isFixed) return literal;
    this.#write(`${output} = ${literal};`);
    for (const { name, value, present } of fields.slice(fixed.length)) {
      const set = `${output}[${name}] = ${value};`;
      this.#write(present === undefined ? set : `if (${present}) ${set}`);
    }
    if (others === 'copy') {
      this.#write(`${this.#constant(copyOthers)}(${input}, ${output}, ${this.#constant(known)});`);
    }
    return output;
  }

  #object(fields: readonly Field[]): string {
    const construct = constructorOf(fields.map(({ name }) => name));
    if (construct === null)
      return `{ ${fields.map((field) => `${field.name}: ${field.value}`).join(', ')} }`;
    return `new ${this.#constant(construct)}(${fields.map(({ value }) => value).join(', ')})`;
  }

  readonly #constant = (value: unknown): string => {
    // Not numbers: a map would take 0 and -0 for the same.
    const known = typeof value === 'number' ? undefined : this.#names.get(value);
    if (known !== undefined) return known;
    const name = `c${this.#constants.push(value) - 1}`;
    this.#names.set(value, name);
    return name;
  };

  #variable(): string {
    const name = `v${this.#variables}`;
    this.#variables += 1;
    return name;
  }

  #write(line: string): void {
    this.#lines.push(line);
  }
}

interface Field {
  readonly name: string;
  readonly value: string;
  /** The variable that says whether the input has the key; undefined where it always has. */
  readonly present: string | undefined;
}
