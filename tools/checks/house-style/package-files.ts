import type { Finding } from '../finding.js';
import type { HouseRule } from './house-rule.js';

const maxReadmeLines = 120;

/** The sentence under the install command of every public package, until the first release. */
export const installNote =
  'Before the first release it is not on npm: [pack and install it](../../README.md#install).';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
}

/** Checks that every package has a licence and a short README. */
export const packageFiles: HouseRule = {
  name: 'package files',
  check: ({ paths, read }) => {
    const packages = paths.flatMap(
      (path) => /^packages\/[^/]+(?=\/package\.json$)/.exec(path) ?? [],
    );
    return packages.flatMap((folder): Finding[] => {
      const readme = `${folder}/README.md`;
      const missing = [readme, `${folder}/LICENSE`].filter((path) => !paths.includes(path));
      const text = missing.includes(readme) ? null : read(readme);
      const lines = text?.trimEnd().split('\n').length ?? 0;
      const manifest = JSON.parse(read(`${folder}/package.json`)) as Manifest;
      return [
        ...missing.map((path) => ({ path, message: 'is missing' })),
        ...(lines >= maxReadmeLines
          ? [{ path: readme, message: `${lines} lines, must be under ${maxReadmeLines}` }]
          : []),
        ...(text === null || manifest.private === true || namesInstall(text, manifest.name)
          ? []
          : [{ path: readme, message: `needs "npm install" and under it: ${installNote}` }]),
      ];
    });
  },
};

function namesInstall(readme: string, name: string): boolean {
  return readme
    .split('```sh\n')
    .some(
      (block) =>
        block.startsWith(`npm install ${name}`) && block.includes(`\n\`\`\`\n\n${installNote}\n`),
    );
}
