import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PemConverter, X509Certificate, X509CrlGenerator } from '@peculiar/x509';
import { generate } from 'selfsigned';

/** A certificate with its key, in PEM. */
interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate says, besides its name. */
interface CertificateOptions {
  readonly passphrase?: string;
  readonly notBeforeDate?: Date;
  readonly notAfterDate?: Date;
}

/** An authority that signs certificates. */
export interface Authority extends Certificate {
  sign(name: string, options?: CertificateOptions): Promise<Certificate>;
  /** Returns the list of the certificates that it has revoked. */
  revoke(certs: readonly string[]): Promise<string>;
}

const common = { algorithm: 'sha256', keyType: 'ec' } as const;

/** Creates an authority. */
export async function createAuthority(name: string): Promise<Authority> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    key,
    cert,
    sign: async (subject, options = {}) => {
      const signed = await generate([{ name: 'commonName', value: subject }], {
        ...common,
        ...options,
        ca: { key, cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'subjectAltName', altNames: [{ type: 2, value: subject }] },
        ],
      });
      return { key: signed.private, cert: signed.cert };
    },
    revoke: async (certs) => {
      const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
      const [pkcs8 = new ArrayBuffer()] = PemConverter.decode(key);
      const list = await X509CrlGenerator.create({
        issuer: new X509Certificate(cert).subject,
        signingAlgorithm: signing,
        signingKey: await crypto.subtle.importKey('pkcs8', pkcs8, signing, false, ['sign']),
        entries: certs.map((each) => ({ serialNumber: new X509Certificate(each).serialNumber })),
      });
      return PemConverter.encode(list.rawData, 'X509 CRL');
    },
  };
}

/** Writes a file that only its owner can read, or as `mode` says. */
export async function writeSecret(
  folder: string,
  name: string,
  text: string,
  mode = 0o600,
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}
