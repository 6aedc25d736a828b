import { join, relative, resolve } from 'node:path';
import { formatFiles, logger, type Tree } from '@nx/devkit';
import { describeNewJob, newJob, type NewJobOptions } from '@wdh/cli';

/** The options of the generator `job`; see `job.schema.json`. */
export interface JobGeneratorOptions extends Pick<
  NewJobOptions,
  'name' | 'from' | 'folder' | 'table' | 'mode' | 'sample' | 'encoding' | 'delimiter' | 'header'
> {
  /** Columns with commas between them. */
  readonly key?: string;
  /** Default false. */
  readonly noKey?: boolean;
  /** Columns with commas between them. */
  readonly columns?: string;
  /** The folder that `from` is relative to, relative to the workspace. Default: the workspace. */
  readonly workingFolder?: string;
}

/**
 * Writes the application of a new job into the workspace, and registers the job in `wdh.config.ts`.
 * Nx writes all changes, or none if this throws.
 *
 * @throws WdhError those of `newJob`
 * @example nx g @wdh/nx:job airports --from=airports.csv
 */
export async function jobGenerator(tree: Tree, options: JobGeneratorOptions): Promise<void> {
  const { key, noKey = false, columns, workingFolder = '', from, ...others } = options;
  const { signal } = new AbortController();
  const job = await newJob({
    ...others,
    from: resolve(tree.root, workingFolder, from),
    ...(noKey ? { key: [] } : key === undefined ? {} : { key: namesOf(key) }),
    ...(columns === undefined ? {} : { columns: namesOf(columns) }),
    cwd: tree.root,
    signal,
  });
  const pathOf = (path: string): string => relative(tree.root, path);
  for (const [path, content] of job.files) {
    tree.write(pathOf(join(job.place.folder, path)), content);
  }
  if (job.project !== null) tree.write(pathOf(job.project.path), job.project.after);
  await formatFiles(tree);
  logger.info(describeNewJob(job, tree.root));
}

const namesOf = (text: string): readonly string[] => text.split(',').map((name) => name.trim());
