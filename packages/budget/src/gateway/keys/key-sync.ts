import { randomBytes } from 'node:crypto';
import { guardedLogger, type Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { postgresStore } from '../../store/postgres-store.js';
import { GatewayError } from '../port/gateway-error.js';
import type { Gateway, GatewayCall, VirtualKey } from '../port/gateway.js';
import { hashOfKey } from '../port/hash-of-key.js';
import {
  confirmKey,
  forgetKey,
  type KeyRecord,
  planKey,
  readKeyRecord,
  replaceKey,
} from './key-record.js';
import type { KeyVault } from './key-vault.js';

/** Longer than all calls to the gateway of one process together. */
const leaseMs = 30_000;

/** Each round ends with a change of the record; more happen only if the budget changes meanwhile. */
const mostRounds = 6;

/** What keys are made with. */
export interface KeyParts {
  readonly on: Queryable;
  readonly gateway: Gateway;
  readonly vault: KeyVault;
  readonly logger: Logger;
}

/**
 * Makes the key of a tenant if it has none, and brings the limits of the key up to date; at the begin of
 * a period, it sets the spend of the key to zero. Returns false if another process is doing so.
 *
 * The key is chosen and stored before the gateway is asked, so that a lost answer, or the end of this
 * process, leaves no unknown key behind: the next attempt asks for the same key.
 *
 * @throws WdhError `GATEWAY_FAILED`, `GATEWAY_KEY_UNREADABLE`, and those of the server
 */
export async function syncKey(
  parts: KeyParts,
  tenant: string,
  call: GatewayCall = {},
): Promise<boolean> {
  const { on } = parts;
  // In the database, whatever store the caller has: it guards rows of this database.
  const lease = await postgresStore({ on }).claim(`gateway-key:${tenant}`, leaseMs);
  if (lease === null) return false;
  try {
    for (let round = 0; round < mostRounds; round++) {
      const record = await readKeyRecord(on, tenant);
      if (record === null) return true;
      if (isSettled(record)) {
        // Encrypts it anew, if the secret was changed.
        if (record.sealedKey !== null) await keyOf(parts, record);
        return true;
      }
      await advance(parts, record, call);
    }
    return true;
  } finally {
    // It ends by itself.
    await lease.release().catch(() => undefined);
  }
}

/** Whether the gateway has the key with the limits of now, and its spend is that of this period. */
export const isSettled = ({ isMade, isUpToDate, isOfPeriod }: KeyRecord): boolean =>
  isMade && isUpToDate && isOfPeriod;

/** Does the next step. */
async function advance(parts: KeyParts, record: KeyRecord, call: GatewayCall): Promise<void> {
  const { on, vault, gateway } = parts;
  const { tenant, keyHash, alias, isMade, isOfPeriod } = record;
  if (keyHash === null || alias === null) {
    const key = `sk-${randomBytes(32).toString('base64url')}`;
    const sealedKey = await vault.seal(tenant, key);
    await planKey(on, { tenant, alias: tenant, keyHash: hashOfKey(key), sealedKey });
    return;
  }
  const known = { tenant, alias, key: await keyOf(parts, record) };
  if (!isMade) return makeKey(parts, record, known, call);
  const isReset = !isOfPeriod;
  const isThere = await gateway.updateKey(known, record, { ...call, isReset });
  if (!isThere) return forgetKey(on, tenant);
  await confirmKey(on, record, isReset);
  log(parts, 'budget.gateway.key.updated', { tenant, isReset });
}

async function makeKey(
  parts: KeyParts,
  record: KeyRecord,
  known: VirtualKey,
  call: GatewayCall,
): Promise<void> {
  const { on, vault, gateway } = parts;
  const { tenant } = record;
  const made = await gateway.makeKey(known, record, call);
  if (made !== known.key) {
    await replaceKey(on, tenant, hashOfKey(made), await vault.seal(tenant, made));
  }
  // A key that was made before, and whose answer was lost, may have spent already.
  await confirmKey(on, record, record.resetAt === '0');
  log(parts, 'budget.gateway.key.made', { tenant });
}

/**
 * Returns the key of a record, and encrypts it anew if that was done with an older secret.
 *
 * @throws WdhError `GATEWAY_KEY_UNREADABLE`, also if it is not the key that was made
 */
export async function keyOf({ on, vault }: KeyParts, record: KeyRecord): Promise<string> {
  const { tenant, keyHash, sealedKey } = record;
  const { key, resealed } = await vault.open(tenant, sealedKey);
  if (resealed !== null && keyHash !== null) await replaceKey(on, tenant, keyHash, resealed);
  if (hashOfKey(key) !== keyHash)
    throw new GatewayError('has another key for this tenant than the secret store');
  return key;
}

const log = ({ logger }: KeyParts, event: string, context: object): void => {
  guardedLogger(logger).info(event, { ...context });
};
