import type { LoadMode } from '@wdh/warehouse-loader';
import type { SourceDeclaration } from '../formats/input-format.js';
import type { TableDesign } from '../generate/table-design.js';
import type { JobNames } from './job-names.js';

/** Where a new job goes, and what it finds there. */
export interface JobSurroundings {
  /**
   * `presets`: a workspace with the presets of WorkDataHub, whose plugins build and check each
   * project. `nx`: any other Nx workspace. `folder`: no workspace.
   */
  readonly layout: 'presets' | 'nx' | 'folder';
  /** The scope of the workspace's packages, such as `@wdh`; null if they have none. */
  readonly scope: string | null;
  /** Whether Nx finds a project by its package.json; otherwise it needs a project.json. */
  readonly isPackageFound: boolean;
  /** Versions of npm packages by name, as a package.json asks for them. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Everything that the files of a new job depend on. */
export interface JobDesign {
  readonly names: JobNames;
  readonly design: TableDesign;
  /** How the job declares the file. */
  readonly source: SourceDeclaration;
  readonly mode: LoadMode;
  readonly keys: readonly string[];
  readonly sample: JobSample | null;
  readonly surroundings: JobSurroundings;
}

/** The first records of the file. */
export interface JobSample {
  /** Such as `sample.csv`. */
  readonly fileName: string;
  readonly content: Buffer;
  readonly records: number;
}

/** The files of a new job by their paths in its folder, with `/`. */
export type JobFiles = ReadonlyMap<string, string | Buffer>;
