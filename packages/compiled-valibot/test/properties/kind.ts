import type fc from 'fast-check';
import type * as v from 'valibot';

/** A schema, and values that it may take. The functions in it write down each call. */
export interface Kind {
  readonly name: string;
  readonly schema: v.GenericSchema;
  readonly values: fc.Arbitrary<unknown>;
}
