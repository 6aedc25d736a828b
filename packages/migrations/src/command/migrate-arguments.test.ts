import { describe, expect, it } from 'vitest';
import { parseMigrateArguments } from './migrate-arguments.js';

describe('parseMigrateArguments', () => {
  it('reverts one migration by default', () => {
    expect(parseMigrateArguments(['down'])).toEqual({
      action: 'down',
      steps: 1,
      force: false,
      json: false,
      folders: [],
      urlFile: undefined,
    });
    expect(parseMigrateArguments(['down', '3', '--force'])).toMatchObject({
      steps: 3,
      force: true,
    });
  });

  it('reads folders by name and path, in their order', () => {
    const args = ['up', '--folder', 'a=./x', '--folder', 'b=/y=z', '--url-file', '-'];
    expect(parseMigrateArguments(args)).toMatchObject({
      folders: [
        { name: 'a', path: './x' },
        { name: 'b', path: '/y=z' },
      ],
      urlFile: '-',
    });
  });

  it('answers --help with any other arguments', () => {
    expect(parseMigrateArguments(['--help'])).toMatchObject({ action: 'help' });
  });

  it.each([
    [[], 'Name a command'],
    [['sideways'], 'Unknown command "sideways"'],
    [['down', '0'], 'whole number from 1'],
    [['down', '1.5'], 'whole number from 1'],
    [['down', '1', '2'], 'down takes one number'],
    [['up', '2'], 'up takes no further arguments'],
    [['up', '--force'], '--force is an option of down'],
    [['up', '--folder', 'migrations'], '--folder takes name=path'],
    [['up', '--colour'], '--colour'],
  ])('refuses %j', (args, words) => {
    expect(() => parseMigrateArguments(args)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        category: 'usage',
        message: expect.stringContaining(words) as unknown,
      }),
    );
  });

  it('does not repeat a URL that was passed by mistake', () => {
    for (const args of [
      ['postgres://me:secret@db/wdh'],
      ['up', '--url=postgres://me:secret@db/wdh'],
      ['--postgres://me:secret@db/wdh'],
    ]) {
      expect(() => parseMigrateArguments(args)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('secret') as unknown }),
      );
    }
  });
});
