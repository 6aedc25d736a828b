import { describe, expect, it } from 'vitest';
import { gatewayUrl } from './gateway-url.js';

describe('gatewayUrl', () => {
  it.each([
    'https://litellm.example.com',
    'https://203.0.113.7:4000',
    'http://localhost:4000',
    'http://127.0.0.1:4000',
    'http://[::1]:4000',
    'http://10.1.2.3:4000',
    'http://172.31.0.1',
    'http://192.168.1.1',
    'http://[fd00::1]:4000',
    'http://litellm:4000',
    'http://litellm.default.svc.cluster.local:4000',
    'http://litellm.corp.internal',
  ])('accepts %s', (url) => {
    expect(gatewayUrl(url, false)).toBe(url);
  });

  it.each([
    'http://litellm.example.com',
    'http://203.0.113.7:4000',
    'http://172.32.0.1',
    'http://[2001:db8::1]',
    'http://localhost.example.com',
  ])('refuses %s, to which the master key would travel in plain text, unless allowed', (url) => {
    expect(() => gatewayUrl(url, false)).toThrow('BUDGET_OPTION_INVALID');
    expect(gatewayUrl(url, true)).toBe(url);
  });

  it('removes slashes at the end', () => {
    expect(gatewayUrl('https://h.example.com/llm//', false)).toBe('https://h.example.com/llm');
  });

  it.each([
    '',
    'localhost:4000',
    'ftp://localhost',
    'https://u:secret@h.example.com',
    'https://h/?k=secret',
    'https://h/#secret',
  ])('refuses "%s" without showing it', (url) => {
    const act = (): string => gatewayUrl(url, true);
    expect(act).toThrow('BUDGET_OPTION_INVALID');
    expect(act).not.toThrow(/secret/);
  });
});
