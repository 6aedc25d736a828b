import { WebhookRefusal } from '../refusal/webhook-refusal.js';
import type { WebhookEvent } from './webhook-event.js';

/** Events that report the use of a budget. Others, such as `key_created`, are recorded only. */
const budgetEvents: ReadonlySet<string> = new Set([
  'budget_crossed',
  'projected_limit_exceeded',
  'soft_budget_crossed',
  'threshold_crossed',
]);

/** Groups whose spend is not that of one key or user: of many tenants, or of a part of one. */
const othersSpend: ReadonlySet<string> = new Set([
  'customer',
  'end_user',
  'organization',
  'project',
  'proxy',
  'tag',
  'team',
  'team_member',
]);

const usersSpend: ReadonlySet<string> = new Set(['internal_user', 'user']);

/**
 * Returns the ids that may name the tenant whose spend an event reports, the best first; none for an event
 * that is not about a budget, or reports the spend of a team or of all.
 *
 * The spend of a key is that of the tenant of its alias, or of its user, who has spent as much at least.
 * The spend of a user is never taken for that of the key that was in use.
 *
 * @throws WebhookRefusal 422 for an event of a budget that names neither.
 */
export function tenantCandidates({
  event,
  eventGroup,
  userId,
  keyAlias,
}: WebhookEvent): readonly string[] {
  if (!budgetEvents.has(event)) return [];
  // Older versions report the soft budget of a key as one of the proxy.
  const isKeys = event === 'soft_budget_crossed' && eventGroup === 'proxy';
  if (othersSpend.has(eventGroup) && !isKeys) return [];
  const named = usersSpend.has(eventGroup) ? [userId ?? keyAlias] : [keyAlias, userId];
  const ids = named.filter((id) => id !== null);
  if (ids.length > 0) return [...new Set(ids)];
  throw new WebhookRefusal(422, 'EVENT_INVALID', 'Missing or not valid: user_id or key_alias.');
}
