import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as tls from 'node:tls';
import { WdhError } from '@wdh/pipeline-core';
import type { TlsParameters } from '../../address/tls-parameters.js';

/** What the files of a connection URL contain, in the names of Node.js. */
export interface TlsSecrets {
  readonly ca?: string | string[];
  readonly crl?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** Access that others than the owner must not have to a key, and to one that root owns. */
const [forOthers, beyondGroupRead] = [0o077, 0o037];

/**
 * Reads the files that a connection URL names, each time that a socket is opened: certificates are
 * renewed while a program runs.
 *
 * @throws WdhError `TLS_FILE_UNUSABLE`, which names the parameter and the path.
 */
export async function readTlsFiles(parameters: TlsParameters): Promise<TlsSecrets> {
  const { rootCert, revocations, cert, key, keyPassword } = parameters;
  const secrets: TlsSecrets = {
    ...(rootCert === undefined ? {} : { ca: await readRoots(rootCert) }),
    ...(revocations === undefined ? {} : { crl: await readRevocations(revocations) }),
    ...(cert === undefined ? {} : { cert: await readCertificate('sslcert', cert) }),
    ...(key === undefined ? {} : { key: await readKey(key) }),
    ...(keyPassword === undefined ? {} : { passphrase: keyPassword }),
  };
  if (cert === undefined || key === undefined) return secrets;
  try {
    tls.createSecureContext(secrets);
  } catch (error) {
    throw unusable('sslkey', key, ...faultOfKey(error, keyPassword));
  }
  return secrets;
}

async function readRoots(path: string): Promise<string | string[]> {
  if (path !== 'system') return readCertificate('sslrootcert', path);
  // Node.js reads the authorities of the system as of version 22; before, it brings its own.
  const read = newerTls.getCACertificates;
  return read === undefined ? [...tls.rootCertificates] : [...read('system'), ...read('extra')];
}

/** A function that Node.js 20 does not have. */
const newerTls: typeof tls & { getCACertificates?: (of: 'system' | 'extra') => string[] } = tls;

async function readCertificate(parameter: string, path: string): Promise<string> {
  const text = await readPem(parameter, path);
  try {
    new X509Certificate(text);
  } catch {
    throw unusable(parameter, path, 'contains no certificate', 'Name a PEM file that begins one');
  }
  return text;
}

async function readRevocations(path: string): Promise<string> {
  const crl = await readPem('sslcrl', path);
  try {
    tls.createSecureContext({ crl });
  } catch {
    throw unusable(
      'sslcrl',
      path,
      'contains no list of revoked certificates',
      'Name a PEM file that begins one',
    );
  }
  return crl;
}

/** As libpq does, refuses a key that other users can read. */
async function readKey(path: string): Promise<string> {
  const text = await readPem('sslkey', path);
  if (process.platform === 'win32') return text;
  const { mode, uid } = await stat(path);
  if ((mode & (uid === 0 ? beyondGroupRead : forOthers)) === 0) return text;
  throw unusable(
    'sslkey',
    path,
    'can be read by other users',
    'Allow its owner alone to read it, with chmod 0600',
  );
}

async function readPem(parameter: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw unusable(parameter, path, `cannot be read (${reason})`, 'Check the path and its access');
  }
}

function faultOfKey(error: unknown, password: string | undefined): readonly [string, string] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/values.mismatch/i.test(code)) {
    return ['is not the key of the certificate in sslcert', 'Name the key that belongs to it'];
  }
  if (password !== undefined) {
    return [
      `cannot be opened with sslpassword${code === '' ? '' : ` (${code})`}`,
      'Check the password, and that the file is a private key in PEM',
    ];
  }
  return [
    `cannot be opened${code === '' ? '' : ` (${code})`}`,
    'Name a private key in PEM; if it has a password, add sslpassword',
  ];
}

function unusable(parameter: string, path: string, fault: string, advice: string): WdhError {
  return new WdhError(`The file of ${parameter}, ${path}, ${fault}. ${advice}.`, {
    code: 'TLS_FILE_UNUSABLE',
    category: 'usage',
  });
}
