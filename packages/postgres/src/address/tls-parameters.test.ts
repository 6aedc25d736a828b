import { describe, expect, it } from 'vitest';
import { parseConnectionUrl } from './connection-url.js';

const tlsOf = (search: string) => {
  const { ssl, tls } = parseConnectionUrl(`postgres://u@h/d?${search}`);
  return { ssl, tls };
};

describe('parseTlsParameters', () => {
  it.each([
    ['', false],
    ['sslmode=disable', false],
    ['sslmode=allow', 'prefer'],
    ['sslmode=prefer', 'prefer'],
    ['sslmode=require', 'require'],
    ['sslmode=verify-full', 'verify-full'],
    // Public authorities certify anybody.
    ['sslmode=verify-ca', 'verify-full'],
    ['sslmode=verify-ca&sslrootcert=/ca', 'verify-ca'],
    // As in libpq.
    ['sslmode=require&sslrootcert=/ca', 'verify-ca'],
    ['sslrootcert=system', 'verify-full'],
    ['sslmode=disable&sslrootcert=/ca', false],
  ])('reads %s as %s', (search, ssl) => {
    expect(tlsOf(search).ssl).toBe(ssl);
  });

  it('reads every file and rule', () => {
    const search =
      'sslmode=verify-full&sslrootcert=/ca&sslcrl=/crl&sslcert=/c&sslkey=/k&sslpassword=p%26w' +
      '&ssl_min_protocol_version=TLSv1.2&ssl_max_protocol_version=TLSv1.3&sslnegotiation=direct&sslsni=0&sslcompression=0';
    expect(tlsOf(search).tls).toEqual({
      rootCert: '/ca',
      revocations: '/crl',
      cert: '/c',
      key: '/k',
      keyPassword: 'p&w',
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.3',
      isDirect: true,
      isNameless: true,
    });
  });

  it.each([
    'ssl_min_protocol_version=TLSv1.3&ssl_max_protocol_version=TLSv1.2',
    'ssl_max_protocol_version=TLSv1.1',
  ])('refuses %s, which no version fits', (search) => {
    expect(() => tlsOf(`sslmode=require&${search}`)).toThrow('below ssl_min_protocol_version');
  });

  it('reads defaults as if they were left out', () => {
    const search =
      'sslmode=require&sslnegotiation=postgres&sslsni=1&sslcertmode=allow&sslrootcert=&sslcert=&sslkey=&sslpassword=';
    expect(tlsOf(search)).toEqual({ ssl: 'require', tls: undefined });
  });

  it('ignores the certificate of the client where it is not sent', () => {
    expect(tlsOf('sslmode=require&sslcert=/c&sslcertmode=disable').tls).toBeUndefined();
  });

  it.each([
    ['sslrootcert=/S3cret', 'has sslrootcert without sslmode. Add sslmode=verify-full.'],
    ['sslcert=/S3cret&sslkey=/S3cret', 'has sslcert without sslmode'],
    ['sslcrl=/S3cret', 'has sslcrl without sslmode'],
    ['sslmode=prefer&sslrootcert=/S3cret', 'an sslmode that verifies nothing'],
    ['sslmode=allow&sslrootcert=/S3cret', 'an sslmode that verifies nothing'],
    ['sslmode=require&sslrootcert=system', 'has sslrootcert=system with a weaker sslmode'],
    ['sslmode=verify-ca&sslrootcert=system', 'has sslrootcert=system with a weaker sslmode'],
    ['sslmode=require&sslcert=/S3cret', 'has sslcert without sslkey. Add sslkey'],
    ['sslmode=require&sslkey=/S3cret', 'has sslkey without sslcert'],
    ['sslmode=require&sslcertmode=require', 'Use sslcertmode=allow|disable'],
    ['sslnegotiation=direct', 'has sslnegotiation=direct, which needs TLS'],
    ['sslmode=prefer&sslnegotiation=direct', 'has sslnegotiation=direct, which needs TLS'],
    ['sslmode=require&sslnegotiation=S3cret', 'Use sslnegotiation=postgres|direct'],
    ['sslmode=require&ssl_min_protocol_version=S3cret', 'value of ssl_min_protocol_version'],
    ['sslmode=require&sslsni=S3cret', 'Use sslsni=1|0'],
  ])('refuses %s with the reason', (search, words) => {
    expect(() => tlsOf(search)).toThrow(words);
    expect(() => tlsOf(search)).not.toThrow('S3cret');
  });
});
