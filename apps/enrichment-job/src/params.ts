import * as v from 'valibot';
import { registerOrigin } from './register/register-origin.js';

/** The schema of the parameters of a run. */
export const paramsSchema = v.object({
  /** Address of the register. Default: the one that the app itself serves. */
  register: v.optional(v.pipe(v.string(), v.url('must be a URL')), registerOrigin),
  /** What happens when the budget is used up: the remaining rows are rejected, or the run ends. */
  whenBlocked: v.optional(v.picklist(['reject', 'end'], 'must be one of reject, end'), 'reject'),
  /** Calls at the same time. */
  workers: v.optional(
    v.pipe(v.number('must be a number'), v.integer('must be whole'), v.minValue(1), v.maxValue(64)),
    4,
  ),
});

/** The parameters of a run. */
export type Params = v.InferOutput<typeof paramsSchema>;
