import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const projects = ['packages', 'apps'].flatMap((folder) => readdirSync(`${root}/${folder}`));

/** The grammar of CONTRIBUTING.md: `type(package): lower-case imperative subject`. */
export default {
  // With the exclamation mark of a change that breaks callers.
  parserPreset: {
    parserOpts: {
      headerPattern: /^(\w*)(?:\(([^)]*)\))?!?: (.*)$/,
      headerCorrespondence: ['type', 'scope', 'subject'],
      noteKeywords: ['BREAKING CHANGE'],
    },
  },
  plugins: [
    {
      rules: {
        'subject-start': ({ subject }) => [
          subject === null || /^[^A-Z]/.test(subject),
          'the subject must begin in lower case',
        ],
      },
    },
  ],
  rules: {
    'header-max-length': [2, 'always', 72],
    'header-trim': [2, 'always'],
    'type-empty': [2, 'never'],
    'type-enum': [
      2,
      'always',
      ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore'],
    ],
    'scope-empty': [2, 'never'],
    'scope-enum': [2, 'always', ['workspace', 'checks', ...projects]],
    'subject-empty': [2, 'never'],
    'subject-full-stop': [2, 'never', '.'],
    'subject-start': [2, 'always'],
    'body-leading-blank': [2, 'always'],
    'breaking-change-exclamation-mark': [2, 'always'],
  },
  helpUrl: 'CONTRIBUTING.md, "Commits"',
};
