import { describe, expect, it } from 'vitest';
import { imageCalls } from './image-commands.js';

const build = {
  dockerfile: 'apps/a/Dockerfile',
  image: 'ghcr.io/o/r/a',
  commit: 'c1',
  account: { user: 'u', token: 't' },
  isPushed: false,
};
const lines = (changes: Partial<Parameters<typeof imageCalls>[0]> = {}): readonly string[] =>
  imageCalls({ ...build, ...changes }).map(({ args }) => args.join(' '));
const cache = 'type=registry,ref=ghcr.io/o/r/a:cache';

describe('imageCalls', () => {
  it('builds and starts, without a registry', () => {
    expect(lines({ account: null })).toEqual([
      'buildx build --load --file apps/a/Dockerfile --tag ghcr.io/o/r/a:main-c1 --tag ghcr.io/o/r/a:latest --tag wdh-sample-job .',
      'run --rm wdh-sample-job --help',
    ]);
  });

  it('reads layers from the cache of the registry without writing it', () => {
    const text = lines().join('\n');
    expect(text).toContain(`--cache-from ${cache} `);
    expect(text).not.toContain('--cache-to');
    expect(text).not.toContain('push');
  });

  it('writes all layers to the cache when it pushes', () => {
    const pushed = lines({ isPushed: true });
    expect(pushed.join('\n')).toContain(`--cache-from ${cache} --cache-to ${cache},mode=max`);
    expect(pushed.slice(-2)).toEqual(['push ghcr.io/o/r/a:main-c1', 'push ghcr.io/o/r/a:latest']);
  });

  it('passes the token only on standard input', () => {
    const [login] = imageCalls(build);
    expect(login).toEqual({
      args: ['login', 'ghcr.io', '--username', 'u', '--password-stdin'],
      input: 't',
    });
    expect(lines().filter((line) => line.split(' ').includes('t'))).toEqual([]);
  });
});
