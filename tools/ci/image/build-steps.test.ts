import { describe, expect, it } from 'vitest';
import { buildSteps } from './build-steps.js';

const text = `FROM node AS build
ENV A=1 B=two
COPY . .
RUN npm ci --no-audit
FROM node
COPY --from=build /wdh/apps ./apps
USER node
ENTRYPOINT ["node", "main.js"]
`;

describe('buildSteps', () => {
  it('reads the steps in order', () => {
    expect(buildSteps(text)).toEqual([
      { kind: 'stage' },
      { kind: 'environment', variables: { A: '1', B: 'two' } },
      { kind: 'copy', from: '.', to: '.', stage: null },
      { kind: 'run', command: 'npm ci --no-audit' },
      { kind: 'stage' },
      { kind: 'copy', from: '/wdh/apps', to: './apps', stage: 0 },
      { kind: 'start', command: ['node', 'main.js'] },
    ]);
  });
});
