import { defineJob, type Job, rows } from '@wdh/job';
import * as v from 'valibot';

const params = v.object({
  /** Written to the table. */
  letter: v.string(),
  /** Name of what the run does after its first row; see {@link behaviours}. */
  behaviour: v.optional(v.string()),
});

type Params = v.InferOutput<typeof params>;

/** What runs do after their first row, by name: set by a test, in the process of the worker. */
export const behaviours = new Map<string, () => Promise<void> | void>();

/** A job that loads two rows into `public.letters`, which has no key that would hide a second load. */
export function lettersJob(name = 'letters'): Job {
  return defineJob({
    name,
    source: ({ params: run }: { readonly params: Params }) => rows('letters', () => twoOf(run)),
    example: 'letters',
    params,
    into: 'public.letters',
    steps: (letters) => letters,
  });
}

async function* twoOf({ letter, behaviour }: Params): AsyncGenerator<{ letter: string }> {
  yield { letter };
  if (behaviour !== undefined) await behaviours.get(behaviour)?.();
  yield { letter };
}
