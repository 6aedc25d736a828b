import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { lintDockerfile } from './lint-dockerfile.js';

const path = 'apps/sample-job/Dockerfile';
const sound = readFileSync(join(workspaceRoot, path), 'utf8');
const messages = (text: string): readonly string[] =>
  lintDockerfile(path, text).map(({ message }) => message);

describe('lintDockerfile', () => {
  it('finds nothing in the Dockerfile of the sample job', () => {
    expect(messages(sound)).toEqual([]);
  });

  it.each([
    ['an image that is not pinned', /@sha256:\w+/, '', 'pin node:24-bookworm-slim by digest'],
    ['an image that runs as root', 'USER node', '', 'another USER than root'],
    ['an image that sets root', 'USER node', 'USER root', 'another USER than root'],
    ['an image without a health check', /HEALTHCHECK.*\n/, '', 'worker has no HEALTHCHECK'],
    ['one target that runs as root', /(AS worker\n)/, '$1USER root\n', 'target worker as another'],
    ['a misspelt instruction', 'WORKDIR', 'WORKDRI', 'Unknown instruction'],
    ['a single stage', /FROM[^]*(?=FROM)/, '', 'a separate stage'],
  ])('refuses %s', (_, from, to, message) => {
    expect(messages(sound.replace(from, to))).toContainEqual(expect.stringContaining(message));
  });

  it('accepts a stage that builds on another', () => {
    expect(messages(sound.replace('FROM base AS build', 'FROM manifests AS build'))).toEqual([]);
  });
});
