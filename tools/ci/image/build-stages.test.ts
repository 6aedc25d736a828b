import { describe, expect, it } from 'vitest';
import { buildStages, buildTargets } from './build-stages.js';

const text = `FROM node AS build
ENV A=1 B=two
COPY . .
RUN npm ci --no-audit
FROM node AS runtime
COPY --from=build /wdh/apps ./apps
FROM runtime AS worker
ENTRYPOINT ["node", "worker.js"]
FROM runtime AS job
USER node
ENTRYPOINT ["node", "main.js"]
`;

describe('buildStages', () => {
  it('reads the steps of each stage in order', () => {
    expect(buildStages(text)).toEqual([
      {
        name: 'build',
        base: null,
        steps: [
          { kind: 'environment', variables: { A: '1', B: 'two' } },
          { kind: 'copy', from: '.', to: '.', stage: null },
          { kind: 'run', command: 'npm ci --no-audit' },
        ],
      },
      {
        name: 'runtime',
        base: null,
        steps: [{ kind: 'copy', from: '/wdh/apps', to: './apps', stage: 'build' }],
      },
      {
        name: 'worker',
        base: 'runtime',
        steps: [{ kind: 'start', command: ['node', 'worker.js'] }],
      },
      { name: 'job', base: 'runtime', steps: [{ kind: 'start', command: ['node', 'main.js'] }] },
    ]);
  });
});

describe('buildTargets', () => {
  it('are the stages that no other one needs', () => {
    expect(buildTargets(buildStages(text))).toEqual(['worker', 'job']);
  });
});
