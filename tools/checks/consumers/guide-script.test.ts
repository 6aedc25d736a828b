import { expect, it } from 'vitest';
import { guideScript } from './guide-script.js';

const guide = `# Guide

\`\`\`sh
mkdir a && cd a
npm install @wdh/cli @wdh/job valibot
npm install typescript
\`\`\`

\`\`\`ts
const a = 1;
\`\`\`

\`\`\`sh
npx wdh jobs
\`\`\`
`;

it('joins the commands of a guide, and installs the packed packages', () => {
  expect(guideScript(guide, 'npm install /x/cli.tgz /x/job.tgz')).toBe(`mkdir a && cd a
npm install /x/cli.tgz /x/job.tgz valibot
npm install typescript
npx wdh jobs
`);
});

it('refuses a guide that installs none of our packages', () => {
  expect(() => guideScript('```sh\nls\n```\n', 'npm install /x/cli.tgz')).toThrow('install');
});
