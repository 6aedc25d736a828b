import { WdhError } from '@wdh/pipeline-core';
import { LosslessNumber } from 'lossless-json';
import { GatewayError } from '../port/gateway-error.js';
import type { Gateway, GatewayCall, KeyLimits, VirtualKey } from '../port/gateway.js';
import { hashOfKey } from '../port/hash-of-key.js';
import { askLiteLlm, type LiteLlmAddress, type LiteLlmAnswer } from './ask-lite-llm.js';
import { gatewayUrl } from './gateway-url.js';
import { field, readSpend } from './read-spend.js';

/** Options of {@link liteLlmGateway}. */
export interface LiteLlmGatewayOptions {
  /** Such as `https://litellm.example.com`. Without TLS, the host must be private. */
  readonly baseUrl: string;
  /** It may make keys. It is not logged, and errors do not contain it. */
  readonly masterKey: string;
  /** Whether the master key may be sent to any host without TLS. Default false. */
  readonly isPlainHttpAllowed?: boolean | undefined;
  /**
   * What counts as the spend of a tenant: that of its virtual key, or of its user, who may have other
   * keys. Default `key`.
   */
  readonly spendOf?: 'key' | 'user' | undefined;
  /** Longest time of a call to LiteLLM, in milliseconds. Default 5,000. */
  readonly deadlineMs?: number | undefined;
  /** Longest wait of a paid call for a spend that is not cached, in milliseconds. Default 100. */
  readonly checkDeadlineMs?: number | undefined;
}

/**
 * Creates the client of LiteLLM's proxy. It uses `/key/generate`, `/key/update`, `/key/info` and
 * `/user/info`.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 * @example
 * const gateway = liteLlmGateway({ baseUrl: 'http://localhost:4000', masterKey });
 * const budget = openBudget({ connectionUrl, gateway, keySecret });
 */
export function liteLlmGateway(options: LiteLlmGatewayOptions): Gateway {
  const { masterKey, isPlainHttpAllowed = false, spendOf = 'key' } = options;
  const { deadlineMs = 5_000, checkDeadlineMs = 100 } = options;
  // Everything else would be quoted by the error of the platform.
  if (!/^[\x21-\x7e]{1,512}$/.test(masterKey)) {
    throw new WdhError(
      'The gateway is invalid: its master key must have 1 to 512 printable characters without spaces.',
      { code: 'BUDGET_OPTION_INVALID', category: 'usage' },
    );
  }
  const baseUrl = gatewayUrl(options.baseUrl, isPlainHttpAllowed);
  // Clients may use /v1; keys are managed beside it.
  const address = { url: baseUrl.replace(/\/v1$/, ''), masterKey, deadlineMs };
  return {
    baseUrl,
    checkDeadlineMs,
    spendOf: async ({ tenant, keyHash }, call) => {
      const path =
        spendOf === 'key'
          ? `/key/info?key=${keyHash}`
          : `/user/info?user_id=${encodeURIComponent(tenant)}`;
      return readSpend(accepted(await askLiteLlm(address, path, call)).body);
    },
    makeKey: (proposed, limits, call) => makeKey(address, proposed, limits, call),
    updateKey: (key, limits, call) => updateKey(address, key, limits, call),
  };
}

async function makeKey(
  address: LiteLlmAddress,
  proposed: VirtualKey,
  limits: KeyLimits,
  call: GatewayCall = {},
): Promise<string> {
  const { tenant, alias, key } = proposed;
  const wanted = {
    key_alias: alias,
    user_id: tenant,
    metadata: { wdh_tenant: tenant },
    ...fieldsOf(limits),
  };
  const post = (body: object): Promise<LiteLlmAnswer> =>
    askLiteLlm(address, '/key/generate', { ...call, body });
  const first = await post({ ...wanted, key });
  if (isAliasTaken(first)) {
    // By this key, if an earlier answer was lost.
    if (await updateKey(address, proposed, limits, call)) return key;
    throw new GatewayError('has another key with the alias of this tenant', {
      status: 409,
      advice: 'Delete that key at the gateway, if no other system uses it',
    });
  }
  // Administrators may forbid that callers choose keys.
  const answer = first.status === 403 ? await post(wanted) : first;
  const made = field(accepted(answer).body, 'key');
  if (typeof made === 'string' && /^[\x21-\x7e]{8,512}$/.test(made)) return made;
  throw new GatewayError('made a key without returning it');
}

async function updateKey(
  address: LiteLlmAddress,
  { key }: VirtualKey,
  limits: KeyLimits,
  { isReset = false, ...call }: GatewayCall & { readonly isReset?: boolean | undefined } = {},
): Promise<boolean> {
  const known = await askLiteLlm(address, `/key/info?key=${hashOfKey(key)}`, call);
  if (known.status === 404) return false;
  accepted(known);
  const body = { key, ...fieldsOf(limits), ...(isReset ? { spend: 0 } : {}) };
  accepted(await askLiteLlm(address, '/key/update', { ...call, body }));
  return true;
}

const fieldsOf = ({ maxBudget, softBudget, isBlocked }: KeyLimits): object => ({
  max_budget: new LosslessNumber(maxBudget),
  soft_budget: new LosslessNumber(softBudget),
  blocked: isBlocked,
});

/** Returns the answer, unless it is a refusal. */
function accepted(answer: LiteLlmAnswer): LiteLlmAnswer {
  const { status } = answer;
  if (status < 300) return answer;
  const advice = adviceFor.get(status);
  throw new GatewayError(`answered with status ${status}`, {
    status,
    ...(advice === undefined ? {} : { advice }),
  });
}

const keyAdvice = 'Check the master key, and that it may manage keys';

const adviceFor: ReadonlyMap<number, string> = new Map([
  [400, 'See its log: it may not allow this budget, or the id of the tenant as the alias of a key'],
  [401, keyAdvice],
  [403, keyAdvice],
  [404, 'Check that the key of the tenant was not deleted there'],
]);

/** `{ error: { param: 'key_alias', message: "Key with alias … already exists. …" } }`. */
function isAliasTaken({ status, body }: LiteLlmAnswer): boolean {
  const error = field(body, 'error');
  const message = field(error, 'message');
  return (
    (status === 400 || status === 409) &&
    field(error, 'param') === 'key_alias' &&
    typeof message === 'string' &&
    message.includes('already exists')
  );
}
