import { describe, expect, test } from 'vitest';
import { parseSmtpUrl } from './smtp-url.js';

const secret = 'p4ss-w0rd';
const user = `ops:${secret}`;
const withLogin = (rest: string): string => `smtp://${user}@${rest}`;

describe('a URL that can be used', () => {
  test.each([
    ['smtps://mail.example.org', { host: 'mail.example.org', port: 465, tls: 'implicit' }],
    ['smtps://mail.example.org:4650/', { host: 'mail.example.org', port: 4650, tls: 'implicit' }],
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, tls: 'starttls' }],
    ['smtp://mail.example.org:25?tls=off', { host: 'mail.example.org', port: 25, tls: 'off' }],
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, tls: 'off' }],
    ['smtp://127.0.0.2:1025', { host: '127.0.0.2', port: 1025, tls: 'off' }],
    ['smtp://[::1]:1025', { host: '::1', port: 1025, tls: 'off' }],
    ['smtp://localhost?tls=starttls', { host: 'localhost', port: 587, tls: 'starttls' }],
    ['smtp://[2001:db8::1]', { host: '2001:db8::1', port: 587, tls: 'starttls' }],
    ['smtp://müller.example', { host: 'xn--mller-kva.example', port: 587, tls: 'starttls' }],
  ])('%s', (url, server) => {
    expect(parseSmtpUrl(url)).toEqual({ ...server, login: null });
  });

  test('user and password are decoded', () => {
    const url = `smtps://ops%40example.org:${secret}%2F%3A%40@mail.example.org`;
    expect(parseSmtpUrl(url).login).toEqual({ user: 'ops@example.org', pass: `${secret}/:@` });
  });

  test('a password may be sent to this machine without TLS', () => {
    expect(parseSmtpUrl(withLogin('localhost:1025'))).toMatchObject({ tls: 'off', port: 1025 });
  });
});

describe('a URL that cannot be used', () => {
  test.each([
    ['', 'no URL'],
    ['mail.example.org', 'no URL'],
    [`https://${user}@mail.example.org`, 'must begin with smtps://'],
    [withLogin(''), 'no URL'],
    ['smtp://?tls=off', 'host is missing'],
    [withLogin('mail.example.org/inbox'), 'nothing but ?tls='],
    [withLogin('mail.example.org#x'), 'nothing but ?tls='],
    [withLogin('mail.example.org?tls=off'), 'sent unencrypted'],
    [withLogin('mail.example.org?tls=maybe'), 'only parameter'],
    [withLogin('mail.example.org?requireTLS=false'), 'only parameter'],
    [withLogin('mail.example.org?tls=starttls&tls=off'), 'only parameter'],
    [`smtps://${user}@mail.example.org?tls=off`, 'takes no parameters'],
    [`smtp://${secret}@mail.example.org`, 'a user needs a password'],
    [`smtp://:${secret}@mail.example.org`, 'a user needs a password'],
    [`smtp://ops:${secret}%zz@mail.example.org`, 'hexadecimal'],
    [withLogin('a%20b'), 'host is missing, or no name'],
    [withLogin('mail.example.org:99999'), 'no URL'],
  ])('%s', (url, problem) => {
    let error: unknown;
    try {
      parseSmtpUrl(url);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'NOTICE_OPTION_INVALID', category: 'usage' });
    expect(String(error)).toContain(problem);
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(secret);
    expect(error).not.toHaveProperty('cause');
  });
});
