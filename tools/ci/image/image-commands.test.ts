import { describe, expect, it } from 'vitest';
import { imageCalls, imageName } from './image-commands.js';

const build = {
  images: [{ dockerfile: 'apps/a/Dockerfile', target: 'job', name: 'a' }],
  place: 'ghcr.io/o/r',
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
      'buildx build --load --file apps/a/Dockerfile --target job --tag ghcr.io/o/r/a:main-c1 --tag ghcr.io/o/r/a:latest --tag wdh-a .',
      'run --rm wdh-a --help',
    ]);
  });

  it('logs in once, and builds every image', () => {
    const worker = { dockerfile: 'apps/a/Dockerfile', target: 'worker', name: 'a-worker' };
    const calls = lines({ images: [...build.images, worker] });
    expect(calls.filter((line) => line.startsWith('login'))).toHaveLength(1);
    expect(calls).toContain('run --rm wdh-a --help');
    expect(calls).toContain('run --rm wdh-a-worker --help');
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

describe('imageName', () => {
  it('is that of the app for the job, and has the target otherwise', () => {
    expect([imageName('a', 'job'), imageName('a', 'worker')]).toEqual(['a', 'a-worker']);
  });
});
