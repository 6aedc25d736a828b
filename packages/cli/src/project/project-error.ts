import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@wdh/config';
import { WdhError } from '@wdh/pipeline-core';

/** Translates what the module of a project threw into one error that names file and line. */
export function projectError(file: string, error: unknown): Error {
  if (error instanceof ConfigurationError) return error;
  const shown = relative(process.cwd(), file);
  const own = ownError(error);
  if (own !== null) {
    const { summary, code, category } = own;
    return new WdhError(`${shown}: ${summary}`, { code, category, cause: error });
  }
  const place = placeOf(error, dirname(file)) ?? shown;
  const from = place.startsWith(shown) ? '' : ` (imported by ${shown})`;
  return new WdhError(`${place}${from}: ${reasonOf(error)}. Correct it, and try again.`, {
    code: 'PROJECT_NOT_LOADED',
    category: 'usage',
    cause: error,
  });
}

/** Creates the error of a module that exports something else. */
export function noProject(file: string, exported: unknown): WdhError {
  const shown = relative(process.cwd(), file);
  const problem =
    exported === undefined ? 'has no default export' : 'does not export a project by default';
  return new WdhError(
    `${shown} ${problem}. Write: export default defineProject({ jobs: [...] }), with defineProject from @wdh/job.`,
    { code: 'PROJECT_INVALID', category: 'usage' },
  );
}

/** An error of our packages, also of another copy of them. */
function ownError(error: unknown): WdhError | null {
  if (error instanceof WdhError) return error;
  const isOwn =
    error instanceof Error && 'category' in error && 'code' in error && 'summary' in error;
  return isOwn ? (error as WdhError) : null;
}

/** `path:line:column`, also as a URL, in a message or a stack. */
const places =
  /(?:^|[\s(])(?:file:\/\/)?(\/[^()\n]*?|[A-Za-z]:[\\/][^()\n]*?):(\d+)(?::\d+)?(?=[)\s:]|$)/gm;

/** What names the module that imports a missing one. */
const importer = /(?:imported from |Require stack:\n- )(?:file:\/\/)?([^\n]+)/;

/** Returns the first place in the project's own files, as `path:line`. */
function placeOf(error: unknown, folder: string): string | null {
  if (!(error instanceof Error)) return null;
  const missingIn = importer.exec(error.message)?.[1];
  if (missingIn !== undefined) return relative(process.cwd(), missingIn.trim());
  const found = [...`${error.message}\n${error.stack ?? ''}`.matchAll(places)]
    .map(([, path = '', line = '']) => ({ path: decodedPath(path), line }))
    .filter(({ path }) => !path.includes('/node_modules/'));
  const first = found.find(({ path }) => path.startsWith(folder)) ?? found[0];
  return first === undefined ? null : `${relative(process.cwd(), first.path)}:${first.line}`;
}

function decodedPath(path: string): string {
  return path.includes('%') ? fileURLToPath(`file://${path}`) : path;
}

/** The first line that says something, without the places in it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it throws a ${typeof error}, which is not an error`;
  const lines = error.message.split('\n').filter((line) => !line.startsWith('Transform failed'));
  const said = (lines[0] ?? '').replace(places, '').replace(/^:?\s*(?:ERROR|ParseError):\s*/, '');
  const text = said
    .replace(/ imported from .*$/, '')
    .trim()
    .replace(/\.$/, '');
  return text === '' ? error.name : text.slice(0, 300);
}
