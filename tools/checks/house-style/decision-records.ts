import type { Finding } from '../finding.js';
import type { HouseRule } from './house-rule.js';

const maxLines = 60;
const headings = ['Status', 'Context', 'Decision', 'Consequences', 'How it is checked'];
const folder = 'docs/decisions/';
const recordName = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;

/**
 * Checks that decision records are short, have the same sections and unique numbers, and are in the
 * index.
 */
export const decisionRecords: HouseRule = {
  name: 'decision records',
  check: ({ paths, read }) => {
    const index = paths.includes(`${folder}README.md`) ? read(`${folder}README.md`) : '';
    const records = paths.filter((path) => path.startsWith(folder) && !path.endsWith('/README.md'));
    const numbers = records.map((path) => path.slice(folder.length, folder.length + 4));
    return records.flatMap((path, position): Finding[] => {
      const name = path.slice(folder.length);
      const text = read(path);
      const lines = text.trimEnd().split('\n').length;
      const found = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      const problems = [
        recordName.test(name) ? null : 'is not named NNNN-noun.md',
        numbers.indexOf(name.slice(0, 4)) === position ? null : 'has the number of another record',
        text.startsWith(`# ${name.slice(0, 4)}: `)
          ? null
          : `does not begin with "# ${name.slice(0, 4)}: "`,
        lines <= maxLines ? null : `${lines} lines, at most ${maxLines}`,
        found.join() === headings.join() ? null : `its headings are not ${headings.join(', ')}`,
        index.includes(`(${name})`) ? null : `is not listed in ${folder}README.md`,
      ];
      return problems.flatMap((message) => (message === null ? [] : [{ path, message }]));
    });
  },
};
