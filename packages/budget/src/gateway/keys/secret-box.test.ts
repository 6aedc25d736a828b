import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.js';

const [first, second, third] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)];
const unreadable = expect.objectContaining({ code: 'GATEWAY_KEY_UNREADABLE' }) as Error;

describe('SecretBox', () => {
  it('opens what it has sealed, in the same context alone', () => {
    const box = new SecretBox(first);
    const sealed = box.seal('the key', 'tenant a');
    expect(box.open(sealed, 'tenant a')).toEqual({ text: 'the key', isOutdated: false });
    expect(() => box.open(sealed, 'tenant b')).toThrow(unreadable);
  });

  it('seals the same text differently each time, and shows nothing of it', () => {
    const box = new SecretBox(first);
    const sealed = [box.seal('the key', 'a'), box.seal('the key', 'a')];
    expect(new Set(sealed).size).toBe(2);
    expect(sealed.join('')).not.toContain('the key');
  });

  it('encrypts with the first secret, and decrypts with each', () => {
    const sealed = new SecretBox([first, third]).seal('the key', 'a');
    expect(new SecretBox([second, first]).open(sealed, 'a')).toEqual({
      text: 'the key',
      isOutdated: true,
    });
    expect(() => new SecretBox([second, third]).open(sealed, 'a')).toThrow(unreadable);
  });

  it('refuses every changed bit, and everything that it did not seal', () => {
    const box = new SecretBox(first);
    const sealed = box.seal('k', 'a');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (const [at, byte] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[at] = byte ^ 1;
      expect(() => box.open(`v1.${changed.toString('base64url')}`, 'a')).toThrow(unreadable);
    }
    for (const text of ['', 'v1.', 'v2.abc', 'sk-plain', sealed.slice(0, 20)]) {
      expect(() => box.open(text, 'a')).toThrow(unreadable);
    }
  });

  it.each([[[]], [['']], ['short'], [[first, 'short']]])('refuses the secrets %j', (secrets) => {
    const act = (): unknown => new SecretBox(secrets);
    expect(act).toThrow(expect.objectContaining({ code: 'BUDGET_OPTION_INVALID' }));
    expect(act).not.toThrow('"short"');
  });
});
