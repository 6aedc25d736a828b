import { inspect } from 'node:util';
import { type } from 'arktype';
import * as v from 'valibot';
import { z } from 'zod';
import type { RowSchema } from '../../src/index.js';

/** Creates a row schema of one validator, with the requested kinds of field. */
export type MakeSchema = (kinds: readonly string[]) => RowSchema<object, object>;

const never = () => false;
/** A careless message: it repeats the value, verbatim and in the middle of a word. */
const careless = (input: unknown): string => {
  const text = typeof input === 'string' ? input : inspect(input, { depth: 9 });
  return `not ${text}, nor item-${text}s`;
};

const valibotKinds = {
  number: v.number(),
  string: v.string(),
  boolean: v.boolean(),
  date: v.pipe(v.date(), v.minValue(new Date('3000-01-01'))),
  email: v.pipe(v.string(), v.email()),
  url: v.pipe(v.string(), v.url()),
  uuid: v.pipe(v.string(), v.uuid()),
  isoDate: v.pipe(v.string(), v.isoDate()),
  digits: v.pipe(v.string(), v.digits()),
  regex: v.pipe(v.string(), v.regex(/^x$/)),
  length: v.pipe(v.string(), v.maxLength(2)),
  includes: v.pipe(v.string(), v.includes('§§')),
  startsWith: v.pipe(v.string(), v.startsWith('§§')),
  range: v.pipe(v.number(), v.maxValue(3), v.multipleOf(2)),
  value: v.pipe(v.string(), v.value('§')),
  picklist: v.picklist(['x', 'y']),
  literal: v.literal('x'),
  union: v.union([v.literal(1), v.literal('x')]),
  variant: v.variant('kind', [v.object({ kind: v.literal('x') })]),
  array: v.array(v.number()),
  tuple: v.tuple([v.literal('x'), v.number()]),
  nested: v.object({ kind: v.literal('x'), deep: v.object({ kind: v.number() }) }),
  strict: v.strictObject({}),
  record: v.record(v.string(), v.boolean()),
  set: v.set(v.boolean()),
  map: v.map(v.string(), v.boolean()),
  instance: v.instance(Error),
  nonNullable: v.nonNullable(v.number()),
  lazy: v.lazy(() => v.number()),
  toNumber: v.pipe(v.string(), v.toNumber()),
  transform: v.pipe(
    v.string(),
    v.transform((text) => `${text}!`),
    v.maxLength(1),
  ),
  check: v.pipe(v.unknown(), v.check(never)),
  carelessCheck: v.pipe(
    v.unknown(),
    v.check(never, ({ input }) => careless(input)),
  ),
  carelessType: v.number(({ input }) => careless(input)),
};

const zodKinds = {
  number: z.number(),
  string: z.string(),
  boolean: z.boolean(),
  bigint: z.bigint(),
  date: z.date().min(new Date('3000-01-01')),
  email: z.email(),
  url: z.url(),
  uuid: z.uuid(),
  isoDate: z.iso.date(),
  regex: z.string().regex(/^x$/),
  length: z.string().max(2),
  includes: z.string().includes('§§'),
  startsWith: z.string().startsWith('§§'),
  range: z.number().max(3).multipleOf(2),
  int: z.int(),
  enum: z.enum(['x', 'y']),
  literal: z.literal('x'),
  union: z.union([z.literal(1), z.literal('x')]),
  discriminatedUnion: z.discriminatedUnion('kind', [z.object({ kind: z.literal('x') })]),
  array: z.array(z.number()),
  tuple: z.tuple([z.literal('x'), z.number()]),
  nested: z.object({ kind: z.literal('x'), deep: z.object({ kind: z.number() }) }),
  strict: z.strictObject({}),
  record: z.record(z.string(), z.boolean()),
  set: z.set(z.boolean()),
  map: z.map(z.string(), z.boolean()),
  instance: z.instanceof(Error),
  lazy: z.lazy(() => z.number()),
  coerce: z.coerce.number().max(1),
  templateLiteral: z.templateLiteral(['§', z.number()]),
  transform: z
    .string()
    .transform((text) => `${text}!`)
    .pipe(z.string().max(1)),
  never: z.never(),
  refine: z.unknown().refine(never),
  carelessRefine: z.unknown().refine(never, { error: ({ input }) => careless(input) }),
  carelessType: z.number({ error: ({ input }) => careless(input) }),
};

const arktypeKinds = {
  number: type('number'),
  string: type('string'),
  boolean: type('boolean'),
  bigint: type('bigint'),
  date: type('Date'),
  email: type('string.email'),
  url: type('string.url'),
  uuid: type('string.uuid'),
  isoDate: type('string.date.iso'),
  digits: type('string.digits'),
  regex: type(/^x$/),
  length: type('string <= 2'),
  range: type('number <= 3'),
  divisor: type('number % 2'),
  between: type('5 < number < 7'),
  enum: type("'x' | 'y'"),
  literal: type("'x'"),
  union: type("'x' | 1"),
  unionOfFormats: type('string.email | string.uuid'),
  variant: type({ kind: "'x'" }).or({ kind: "'y'" }),
  array: type('number[]'),
  tuple: type(["'x'", 'number']),
  nested: type({ kind: "'x'", deep: { kind: 'number' } }),
  strict: type({ '+': 'reject' }),
  instance: type.instanceOf(Error),
  several: type('string').and(/^x$/).and('string <= 2'),
  parse: type('string.numeric.parse'),
  parseDate: type('string.date.parse'),
  pipe: type('string').pipe((text) => `${text}!`, type('string <= 1')),
  never: type('never'),
  narrow: type('unknown').narrow(never),
  carelessNarrow: type('unknown').narrow((input, context) => context.mustBe(careless(input))),
};

function pick<Schema>(all: Readonly<Record<string, Schema>>, kinds: readonly string[]) {
  return Object.fromEntries(Object.entries(all).filter(([kind]) => kinds.includes(kind)));
}

/** Every validator, with the kinds of field that it supports. */
export const validators: readonly {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly make: MakeSchema;
}[] = [
  {
    name: 'valibot',
    kinds: Object.keys(valibotKinds),
    make: (kinds) =>
      v.pipe(
        v.object(pick<v.GenericSchema>(valibotKinds, kinds)),
        v.check(never, ({ input }) => careless(input)),
      ),
  },
  {
    name: 'zod',
    kinds: Object.keys(zodKinds),
    make: (kinds) =>
      z.object(pick<z.ZodType>(zodKinds, kinds)).superRefine((row, context) => {
        context.addIssue({ code: 'custom', message: careless(row) });
      }),
  },
  {
    name: 'arktype',
    kinds: Object.keys(arktypeKinds),
    // arktype cannot infer the type of fields that are not literal.
    make: (kinds) => type(pick(arktypeKinds, kinds) as object) as RowSchema<object, object>,
  },
];
