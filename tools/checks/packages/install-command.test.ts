import { describe, expect, it } from 'vitest';
import { installCommand, readInstallCommand } from './install-command.js';

describe('installCommand', () => {
  it('names every tarball, in quotation marks where the shell needs them', () => {
    expect(installCommand(['/a/wdh-b-0.1.0.tgz', '/my files/c.tgz'])).toBe(
      'npm install /a/wdh-b-0.1.0.tgz "/my files/c.tgz"',
    );
  });
});

describe('readInstallCommand', () => {
  it('finds the command between other lines', () => {
    expect(readInstallCommand('Packed.\n\n  npm install /a/b.tgz\n')).toBe('npm install /a/b.tgz');
  });

  it('refuses an output without it', () => {
    expect(() => readInstallCommand('Nothing')).toThrow('Nothing');
  });
});
