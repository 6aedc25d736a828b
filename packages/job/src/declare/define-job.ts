import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { MigrationFolder } from '@wdh/migrations';
import { Pipeline } from '@wdh/pipeline-core';
import type { ColumnOf, Into, LoadMode, RowFor, UpsertKeys } from '@wdh/warehouse-loader';
import type { Partitions } from '../partitions/partitions.js';
import type { BadRowPolicy } from '../request/run-request.js';
import type { JobSource } from '../sources/job-source.js';
import { pathOf } from '../sources/path-of.js';
import { checkDeclaration } from './check-declaration.js';
import { inputPathOf } from './input-path-of.js';
import type { Job, JobLoadOptions } from './job.js';

/** What the source, the steps and the default input of a job may depend on. */
export interface StepsContext<Params, Partition extends string = never> {
  /** The parameters of the run, as the job's schema returns them. */
  readonly params: Params;
  /** The partition of the run, such as `2026-01`; undefined for a job without partitions. */
  readonly partition: [Partition] extends [never] ? undefined : Partition;
}

/**
 * The declaration of a job.
 *
 * @typeParam Raw - The rows that the source reads.
 * @typeParam To - The target.
 * @typeParam Row - The rows that the last step returns.
 * @typeParam Params - The parameters as the schema returns them.
 * @typeParam Partition - The keys of its partitions; never: it has none.
 */
export interface JobDeclaration<
  Raw extends object,
  To extends Into,
  Row extends RowFor<To>,
  Params,
  Partition extends string = never,
> {
  /** Lower-case words with underscores or hyphens, such as `wildlife_strikes`. */
  readonly name: string;
  /** Raise it when the rules have changed and the same file must be loaded again. Default `1`. */
  readonly version?: string | undefined;
  /** One sentence for people. Default: the name. */
  readonly description?: string | undefined;
  /**
   * `csv()`, `json()`, `jsonLines()`, `rows()`, `chosenSource()`, or an own {@link JobSource}; or a
   * function of parameters and partition that returns one.
   */
  readonly source: JobSource<Raw> | ((context: StepsContext<Params, Partition>) => JobSource<Raw>);
  /** The file that a run reads whose request names no input. Default: that of the source. */
  readonly example?: string | URL | undefined;
  /**
   * Returns the path or the address that a run reads whose request names no input, such as the file of
   * its partition. A relative path is resolved in the working folder of the process that runs the job.
   * Default: the example.
   */
  readonly input?: ((context: StepsContext<Params, Partition>) => string | URL) | undefined;
  /** Chains the steps; the rows of the last one must fit the table. */
  readonly steps: (
    rows: Pipeline<Raw>,
    context: StepsContext<Params, Partition>,
  ) => Pipeline<Raw, Row>;
  /** A drizzle table, or `schema.table` by name. */
  readonly into: To;
  /** Default `append`. `upsert` and `insert_new` need `keys`. */
  readonly mode?: LoadMode | undefined;
  /**
   * Columns of a unique index, by which rows are merged, or `{ index: 'users_email_lower' }`, which
   * names one that is partial or has expressions.
   */
  readonly keys?: UpsertKeys<NoInfer<ColumnOf<To>>> | undefined;
  /** Columns that an upsert changes in existing rows. Default: all that a row names. */
  readonly updateColumns?: readonly NoInfer<ColumnOf<To>>[] | undefined;
  /** Checks of the loaded rows before COMMIT. Default: none. */
  readonly checks?: JobLoadOptions['checks'];
  /** Migrations of the job's tables, applied before each run. Default: none. */
  readonly migrations?: readonly MigrationFolder[] | undefined;
  /** Schema of the parameters of a run: any Standard Schema. Default: the job has none. */
  readonly params?: StandardSchemaV1<unknown, Params> | undefined;
  /**
   * `days()`, `months()` or `list()`: a run loads one partition, and succeeds once for each, unless it is
   * forced. Default: the job has none.
   */
  readonly partitions?: Partitions<Partition> | undefined;
  /** What happens to a bad row by default. Default `collect`. */
  readonly onBadRow?: BadRowPolicy | undefined;
  /** Share of rejected rows, from 0 to 1, above which a collecting run fails. Default 0.1. */
  readonly errorThreshold?: number | undefined;
  /** Further options of the load. Default: three attempts. */
  readonly load?: Omit<JobLoadOptions, 'checks' | 'updateColumns'> | undefined;
}

/** Enough for a deadlock, a lost connection or a restart of the server: the input is read again. */
const threeAttempts = { maxAttempts: 3, backoffMs: 1_000 };

/**
 * Declares a job.
 *
 * The rows of the last step must fit the insert type of the table, and the keys must be its columns
 * or the name of an index: the compiler reports the former at `steps` and the latter at `keys`.
 *
 * @throws WdhError `JOB_INVALID` (usage) that names what is wrong with the declaration.
 * @example
 * export const people = defineJob({
 *   name: 'people',
 *   source: csv({ columns: ['id', 'name'] }),
 *   steps: (rows) => rows.addStep(validateRows(personSchema)),
 *   into: peopleTable,
 *   mode: 'upsert',
 *   keys: ['id'],
 * });
 */
export function defineJob<
  Raw extends object,
  const To extends Into,
  Row extends RowFor<To>,
  Params = Readonly<Record<string, never>>,
  Partition extends string = never,
>(declaration: JobDeclaration<Raw, To, Row, Params, Partition>): Job<Raw, Row> {
  const { name, version = '1', source, steps, into, mode = 'append', keys = [] } = declaration;
  const { updateColumns, checks, example, input } = declaration;
  checkDeclaration(declaration);
  const defaultInput = typeof source === 'function' ? null : source.example;
  const job: Job<Raw, Row> = {
    name,
    version,
    description: declaration.description ?? name,
    params: declaration.params ?? null,
    migrations: declaration.migrations ?? [],
    example: example === undefined ? defaultInput : pathOf(example),
    mode,
    onBadRow: declaration.onBadRow ?? 'collect',
    errorThreshold: declaration.errorThreshold ?? 0.1,
    partitions: declaration.partitions,
    plan: (params, partition) => {
      // The schema of the parameters and the partitions have checked them.
      const context = { params, partition } as StepsContext<Params, Partition>;
      const asked = partition === undefined ? 'a run' : `partition ${partition}`;
      return {
        source: typeof source === 'function' ? source(context) : source,
        defaultInput:
          input === undefined ? undefined : () => inputPathOf(name, asked, () => input(context)),
        pipeline: (config) => {
          const rows = new Pipeline<Raw>(name, { ...config, version });
          return steps(rows, context) as object as Pipeline<object, object>;
        },
        into,
        keys,
        load: { retry: threeAttempts, ...declaration.load, updateColumns, checks },
      };
    },
  };
  return Object.freeze(job);
}
