import { WdhError } from '@wdh/pipeline-core';
import { privilegeMissing, type Queryable } from '@wdh/postgres';
import { bossSchema, bossSchemaVersion } from './boss-schema.js';

/** Tables that pg-boss reads and writes when runs are submitted and fetched. */
const tables = ['job', 'job_common', 'queue', 'version'];

/** Privileges on each of them. */
const privileges = {
  read: ['SELECT'],
  write: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
} as const;

/** What a role does with the queue: it only looks, or submits and runs. */
export type QueueAccess = keyof typeof privileges;

interface FoundSchema {
  readonly exists: boolean;
  readonly tables: number;
  readonly usable: boolean;
}

/**
 * Checks that the schema of the queue has the version that this program needs, and that the role may
 * use it.
 *
 * @throws WdhError of category schema: `QUEUE_SCHEMA_MISSING`, `QUEUE_SCHEMA_OUTDATED`,
 * `QUEUE_SCHEMA_NEWER`, `PRIVILEGE_MISSING`.
 */
export async function checkQueueSchema(on: Queryable, access: QueueAccess): Promise<void> {
  // Catalogs can be read without a privilege, to distinguish a missing table from a missing grant.
  const [found] = await on.query<FoundSchema>(
    `select n.oid is not null as exists,
      coalesce(has_schema_privilege(n.oid, 'USAGE'), false) as usable,
      (select count(*)::int from pg_class c where c.relnamespace = n.oid
        and c.relname = any ($2::text[])) as tables
    from (values ($1::text)) as wanted (name) left join pg_namespace n on n.nspname = wanted.name`,
    [bossSchema, `{${tables.join(',')}}`],
  );
  if (found?.exists !== true || found.tables < tables.length) throw schemaMissing();
  if (!found.usable) throw privilegeMissing([`USAGE on schema ${bossSchema}`]);
  await checkPrivileges(on, privileges[access]);
  const versions = await on.query<{ version: number }>(`select version from ${bossSchema}.version`);
  const version = versions[0]?.version ?? 0;
  if (version !== bossSchemaVersion) throw otherVersion(version);
}

async function checkPrivileges(on: Queryable, needed: readonly string[]): Promise<void> {
  const lacking = await on.query<{ lacks: string }>(
    `select string_agg(privilege, ', ' order by at) || ' on ${bossSchema}.' || name as lacks
    from unnest($1::text[]) with ordinality as t (name, place),
      unnest($2::text[]) with ordinality as p (privilege, at)
    where not has_table_privilege('${bossSchema}.' || name, privilege)
    group by place, name order by place`,
    [`{${tables.join(',')}}`, `{${needed.join(',')}}`],
  );
  if (lacking.length > 0) throw privilegeMissing(lacking.map(({ lacks }) => lacks));
}

function schemaMissing(): WdhError {
  return new WdhError(
    `The database has no queue: the tables of schema ${bossSchema} are missing. Apply queueMigrations with wdh migrate or migrateUp first.`,
    { code: 'QUEUE_SCHEMA_MISSING', category: 'schema' },
  );
}

function otherVersion(version: number): WdhError {
  const isOlder = version < bossSchemaVersion;
  const what = `The schema ${bossSchema} of the queue has version ${version}, and this program needs ${bossSchemaVersion}.`;
  const advice = isOlder
    ? 'Stop the workers, and apply queueMigrations with wdh migrate or migrateUp.'
    : 'A newer program has migrated it: install the same version of @wdh/queue here.';
  return new WdhError(`${what} ${advice}`, {
    code: isOlder ? 'QUEUE_SCHEMA_OUTDATED' : 'QUEUE_SCHEMA_NEWER',
    category: 'schema',
  });
}
