/** What is added to the file of a project. */
export interface Registration {
  /** The constant of the job. */
  readonly constant: string;
  /** The module of the job as the file imports it: `./airports/src/job.js`. */
  readonly module: string;
}

/** Returns the line that imports the job. */
export const importLine = ({ constant, module }: Registration): string =>
  `import { ${constant} } from '${module}';`;

/** Returns the text of a new `wdh.config.ts`. */
export function newProject(registration: Registration): string {
  return `import { defineProject } from '@wdh/job';
${importLine(registration)}

/** The jobs of this project, which \`wdh run\` runs by name. */
export default defineProject({ jobs: [${registration.constant}] });
`;
}

/** The two lines that register a job, for a file that a program cannot change safely. */
export function registrationLines(registration: Registration): readonly [string, string] {
  return [importLine(registration), `defineProject({ jobs: [..., ${registration.constant}] })`];
}
