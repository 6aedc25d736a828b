import { setTimeout as sleep } from 'node:timers/promises';
import { guardedLogger, type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { KeyValueStore } from '../store/key-value-store.js';
import { BackgroundWork } from './background-work.js';
import { GatewaySpend } from './gateway-spend.js';
import { type KeyRecord, readKeyRecord } from './keys/key-record.js';
import { isSettled, keyOf, type KeyParts, syncKey } from './keys/key-sync.js';
import { sealedKeys, type SecretStore, storedKeys } from './keys/key-vault.js';
import { SecretBox } from './keys/secret-box.js';
import { GatewayError } from './port/gateway-error.js';
import type { Gateway } from './port/gateway.js';

/** How long a process waits for another that makes the key of a tenant, which may have been killed. */
const otherProcessMs = 35_000;
/** How long a process waits for another that changes the key of a tenant. */
const otherChangeMs = 5_000;
const pollMs = 50;

/** After the gateway has failed, its keys are not brought up to date for so long, in milliseconds. */
const restMs = 10_000;

/** What a client for language models needs. */
export interface LlmClient {
  readonly baseUrl: string;
  /** The virtual key of the tenant: a secret. */
  readonly apiKey: string;
}

/** Options of {@link TenantGateway}. */
export interface TenantGatewayOptions {
  /** Statements must see what is committed: not within a transaction. */
  readonly on: Queryable;
  readonly gateway: Gateway;
  readonly store: KeyValueStore;
  /** Encrypt the keys: the first one encrypts, each decrypts. */
  readonly keySecret?: string | readonly string[] | undefined;
  /** Keeps the keys instead. */
  readonly secrets?: SecretStore | undefined;
  readonly logger?: Logger | undefined;
}

/** The keys of tenants at a gateway, and what was spent by them. */
export class TenantGateway {
  readonly #parts: KeyParts;
  readonly #spend: GatewaySpend;
  readonly #background = new BackgroundWork();
  /** Only tenants whose key could not be made or updated lately. */
  readonly #resting = new Map<string, number>();

  /** @throws WdhError `BUDGET_OPTION_INVALID` without a secret and a secret store */
  constructor(options: TenantGatewayOptions) {
    const { on, gateway, store, keySecret, secrets } = options;
    if (keySecret === undefined && secrets === undefined) {
      throw new WdhError(
        'A budget with a gateway needs keySecret, with which the keys of tenants are encrypted, or secrets, a store that keeps them.',
        { code: 'BUDGET_OPTION_INVALID', category: 'usage' },
      );
    }
    const logger = guardedLogger(options.logger ?? silentLogger);
    const vault =
      secrets === undefined ? sealedKeys(new SecretBox(keySecret ?? [])) : storedKeys(secrets);
    this.#parts = { on, gateway, vault, logger };
    this.#spend = new GatewaySpend({ gateway, store, logger, background: this.#background });
  }

  /**
   * Returns what the key of a tenant has spent in the current period, as an exact decimal text; null if it
   * has no key yet, and `unknown` if the gateway does not say. Never rejects for a gateway or store that
   * fails, and waits for the gateway no longer than its `checkDeadlineMs`.
   *
   * @throws WdhError those of the database
   */
  async spendOf(tenant: string): Promise<string | null> {
    const record = await readKeyRecord(this.#parts.on, tenant);
    if (record?.keyHash == null) return null;
    this.#refresh(record);
    const { keyHash, isMade, isOfPeriod, resetAt } = record;
    if (!isMade) return null;
    // The figure of the gateway includes the period before.
    if (!isOfPeriod) return 'unknown';
    return (await this.#spend.spendOf({ tenant, keyHash, resetAt })) ?? 'unknown';
  }

  /**
   * Makes the key of a tenant, or brings its limits up to date, after the budget was created or changed.
   * Never rejects: a failure is logged as a warning, and the next use of the tenant tries again.
   */
  async syncKey(tenant: string): Promise<void> {
    const { signal } = this.#background;
    const end = performance.now() + otherChangeMs;
    try {
      // What another process sets may be older than the change that this call is for.
      while (!(await syncKey(this.#parts, tenant, { signal }))) {
        if (performance.now() > end || signal.aborted) return;
        await sleep(pollMs);
      }
      this.#resting.delete(tenant);
    } catch (error) {
      this.#resting.set(tenant, performance.now() + restMs);
      const reason = error instanceof WdhError ? error.message : 'unexpected error';
      this.#parts.logger.warn('budget.gateway.key.failed', { tenant, error: reason });
    }
  }

  /**
   * Returns base URL and key of a tenant, whose budget the caller has checked; the key is made if it is
   * not there.
   *
   * @throws WdhError `GATEWAY_FAILED` if there is no key and none can be made, `GATEWAY_KEY_UNREADABLE`
   */
  async clientFor(tenant: string): Promise<LlmClient> {
    const { on, gateway } = this.#parts;
    const record = await readKeyRecord(on, tenant);
    const made = record?.isMade === true ? record : await this.#makeNow(tenant);
    this.#refresh(made);
    return { baseUrl: gateway.baseUrl, apiKey: await keyOf(this.#parts, made) };
  }

  /** Ends what runs in the background. */
  close(): Promise<void> {
    return this.#background.close();
  }

  async #makeNow(tenant: string): Promise<KeyRecord> {
    const { on } = this.#parts;
    const { signal } = this.#background;
    const end = performance.now() + otherProcessMs;
    for (;;) {
      await syncKey(this.#parts, tenant, { signal });
      const record = await readKeyRecord(on, tenant);
      if (record?.isMade === true) return record;
      if (record === null || performance.now() > end || signal.aborted) {
        throw new GatewayError('has no key for this tenant yet');
      }
      await sleep(pollMs);
    }
  }

  /** Brings a key up to date in the background, if that is due. */
  #refresh(record: KeyRecord): void {
    const { tenant } = record;
    if (isSettled(record) || performance.now() < (this.#resting.get(tenant) ?? 0)) return;
    this.#background.start(`sync:${tenant}`, () => this.syncKey(tenant));
  }
}
