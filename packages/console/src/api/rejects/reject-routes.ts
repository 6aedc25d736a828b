import type { RejectedRowsOptions, StoredReject } from '@wdh/runs';
import type { Context } from 'hono';
import type { Visitor } from '../../access/visitor.js';
import type { ConsoleParts } from '../../console-parts.js';
import { readQuery } from '../../http/read-query.js';
import type { ConsoleEnv, Route } from '../../http/route.js';
import { onWire } from '../../wire/on-wire.js';
import type { WireRejectCounts, WireRejects } from '../../wire/rejects.js';
import { maskedReject } from './masked-reject.js';
import { rejectFile, rejectFilterOf, rejectPage } from './reject-query.js';
import { rejectsCsv } from './rejects-csv.js';

/** The rejected rows of a run, or of a job. */
type Scope = { readonly run: string } | { readonly job: string };

type Read = Context<ConsoleEnv>;

const mostRowsOfFile = 100_000;

/** Returns the routes of rejected rows. */
export function rejectRoutes(parts: ConsoleParts): readonly Route[] {
  const ofRun = ({ req }: Read): Scope => ({ run: req.param('run') ?? '' });
  const ofJob = ({ req }: Read): Scope => ({ job: req.param('job') ?? '' });
  return [
    ...routesOf('/runs/:run/rejects', ofRun, parts),
    ...routesOf('/jobs/:job/rejects', ofJob, parts),
  ];
}

function routesOf(
  path: string,
  scopeOf: (context: Read) => Scope,
  parts: ConsoleParts,
): readonly Route[] {
  return [
    {
      method: 'GET',
      path: `${path}/counts`,
      role: 'viewer',
      answer: async (context): Promise<WireRejectCounts> => ({
        counts: await parts.runs.countRejectedRows(scopeOf(context)),
      }),
    },
    {
      method: 'GET',
      path,
      role: 'viewer',
      answer: (context) => rejectsPage(context, scopeOf(context), parts),
    },
    {
      method: 'GET',
      path: `${path}.csv`,
      role: 'data',
      answer: (context) => rejectsFile(context, scopeOf(context), parts),
    },
  ];
}

/** Values are masked unless the visitor has the role `data`, whose view is recorded. */
async function rejectsPage(context: Read, scope: Scope, parts: ConsoleParts): Promise<WireRejects> {
  const visitor = context.get('visitor');
  const { cursor, limit, ...query } = readQuery(context, rejectPage);
  const wanted = { ...scope, ...rejectFilterOf(query), cursor, limit };
  const { items, next } = await parts.runs.rejectedRows(wanted);
  const isMasked = !visitor.roles.has('data');
  if (!isMasked && items.length > 0) {
    await record(parts, visitor, 'rejects.view', wanted, items.length);
  }
  const shown = items.map(shownTo(visitor, parts));
  return onWire({ items: isMasked ? shown.map(maskedReject) : shown, next, isMasked });
}

async function rejectsFile(context: Read, scope: Scope, parts: ConsoleParts): Promise<Response> {
  const visitor = context.get('visitor');
  const { formulas, ...query } = readQuery(context, rejectFile);
  const wanted = { ...scope, ...rejectFilterOf(query) };
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${fileNameOf(scope)}"`,
    'cache-control': 'no-store',
  };
  if (context.req.raw.method === 'HEAD') return new Response(null, { headers });
  await record(parts, visitor, 'rejects.export', wanted, null);
  const options = {
    rows: wanted,
    mostRows: mostRowsOfFile,
    keepsFormulas: formulas === 'keep',
    shown: shownTo(visitor, parts),
  };
  return new Response(rejectsCsv(parts.runs, options), { headers });
}

function shownTo(
  visitor: Visitor,
  { maskReject }: ConsoleParts,
): (reject: StoredReject) => StoredReject {
  if (maskReject === undefined) return (reject) => reject;
  const { user, roles } = visitor;
  return (reject) => maskReject(reject, { user, roles });
}

/** Records who sees values, before they are sent. */
async function record(
  { audit }: ConsoleParts,
  visitor: Visitor,
  action: string,
  wanted: RejectedRowsOptions,
  rows: number | null,
): Promise<void> {
  const { code = null, field = null } = wanted;
  const about = 'run' in wanted ? { run: wanted.run } : { job: wanted.job };
  await audit(visitor, action, { ...about, details: { code, field, rows } });
}

/** Only characters that are safe in a header and in a name of a file of every system. */
function fileNameOf(scope: Scope): string {
  const name = 'run' in scope ? scope.run : scope.job;
  return `rejects-${name.replaceAll(/[^\w-]/gu, '_').slice(0, 100)}.csv`;
}
