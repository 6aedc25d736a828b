import type { Context } from 'hono';
import * as v from 'valibot';
import { Refusal } from '../../http/refusal.js';
import type { ConsoleEnv, Route } from '../../http/route.js';
import { listInputs } from '../../inputs/list-inputs.js';
import { saveUpload } from '../../inputs/save-upload.js';
import { foldersOf } from '../../launch/launch-form-of.js';
import type { ActionParts } from './action-parts.js';

/** Most bytes of an upload. */
const defaultLimitBytes = 1_000_000_000;

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number));

const query = v.object({
  folder: wholeNumber,
  below: v.optional(v.string(), ''),
  text: v.optional(v.string(), ''),
  cursor: v.optional(v.string()),
  limit: v.optional(v.pipe(wholeNumber, v.minValue(1), v.maxValue(500)), '100'),
});

/** Returns the routes of the folders below which inputs are chosen. */
export function inputRoutes(parts: ActionParts): readonly Route[] {
  const { inputs } = parts.project;
  return [
    {
      method: 'GET',
      path: '/inputs',
      // Who launches runs needs the names of files; who reads does not.
      role: 'operator',
      answer: ({ req }) => {
        if (req.query('folder') === undefined) {
          return Promise.resolve({ folders: foldersOf(parts.project) });
        }
        const { success, output } = v.safeParse(query, req.query());
        if (success) return listInputs(inputs, { ...output, cursor: output.cursor });
        throw new Refusal(
          400,
          'BODY_INVALID',
          'The list needs a folder by its number, and takes below, text, cursor and a limit of 1 to 500.',
        );
      },
    },
    {
      method: 'PUT',
      path: '/inputs/:folder/:name',
      role: 'operator',
      body: 'stream',
      answer: (context) => upload(parts, context),
    },
  ];
}

async function upload(parts: ActionParts, context: Context<ConsoleEnv>): Promise<unknown> {
  const { req } = context;
  const { success, output: folder } = v.safeParse(wholeNumber, req.param('folder'));
  if (!success) throw new Refusal(400, 'INPUT_INVALID', 'The folder must be named by its number.');
  const name = req.param('name') ?? '';
  const length = req.header('content-length');
  await parts.audit(context.get('visitor'), 'input.upload', {
    details: { folder, name: name.slice(0, 200) },
  });
  return saveUpload(parts.project.inputs, {
    ...{ folder, name },
    body: req.raw.body,
    sizeBytes: length === undefined ? null : Number(length),
    limitBytes: parts.uploadLimitBytes ?? defaultLimitBytes,
  });
}
