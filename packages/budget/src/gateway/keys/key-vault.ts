import { WdhError } from '@wdh/pipeline-core';
import type { SecretBox } from './secret-box.js';

/** Keeps secrets outside of the database, such as a vault of a cloud. */
export interface SecretStore {
  /** Returns a secret; null if there is none with that name. */
  get(name: string): Promise<string | null>;
  /** Sets a secret. */
  set(name: string, value: string): Promise<void>;
}

/** A key as it was kept. */
export interface KeptKey {
  readonly key: string;
  /** What replaces the sealed key in the database; null: nothing. */
  readonly resealed: string | null;
}

/** Keeps the keys of tenants secret. */
export interface KeyVault {
  /** Returns what is stored in the database; null: nothing. */
  seal(tenant: string, key: string): Promise<string | null>;
  /** @throws WdhError `GATEWAY_KEY_UNREADABLE` */
  open(tenant: string, sealed: string | null): Promise<KeptKey>;
}

const nameOf = (tenant: string): string => `wdh/gateway-key/${tenant}`;

/** Keeps keys encrypted in the database, each bound to its tenant. */
export function sealedKeys(box: SecretBox): KeyVault {
  return {
    seal: (tenant, key) => Promise.resolve(box.seal(key, nameOf(tenant))),
    open: (tenant, sealed) =>
      new Promise((resolve) => {
        if (sealed === null) throw unreadable('is in another secret store');
        const { text, isOutdated } = box.open(sealed, nameOf(tenant));
        resolve({ key: text, resealed: isOutdated ? box.seal(text, nameOf(tenant)) : null });
      }),
  };
}

/** Keeps keys in a secret store, by names such as `wdh/gateway-key/acme`. */
export function storedKeys(secrets: SecretStore): KeyVault {
  return {
    seal: async (tenant, key) => {
      await secrets.set(nameOf(tenant), key);
      return null;
    },
    open: async (tenant) => {
      const key = await secrets.get(nameOf(tenant));
      if (key === null || key === '') throw unreadable('is not in the secret store');
      return { key, resealed: null };
    },
  };
}

const unreadable = (problem: string): WdhError =>
  new WdhError(
    `The key of a tenant at the gateway ${problem}. Give the store or secret that it was made with.`,
    { code: 'GATEWAY_KEY_UNREADABLE', category: 'usage' },
  );
