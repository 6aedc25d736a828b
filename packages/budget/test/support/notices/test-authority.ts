import { generate } from 'selfsigned';

/** A certificate for this machine with its key, and that of the authority that signed it, in PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

const common = { algorithm: 'sha256', keyType: 'ec' } as const;
const thisMachine = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
] as const;

/** Signs a certificate by a new authority, which no system trusts. */
export async function signCertificate(name = 'localhost'): Promise<TestCertificate> {
  const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const altNames = name === 'localhost' ? [...thisMachine] : [{ type: 2 as const, value: name }];
  const signed = await generate([{ name: 'commonName', value: name }], {
    ...common,
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert: signed.cert, key: signed.private, ca: ca.cert };
}
