/** What a gateway knows about the spend of tenants whose calls it makes. */
export interface SpendSource {
  /**
   * Returns the spend of a tenant in its current period as an exact decimal text; null for a tenant
   * without a key at the gateway, and `unknown` if the gateway does not answer: calls then pass by the
   * own entries. Never rejects, and answers within its own short deadline.
   */
  spendOf(tenant: string): Promise<string | null>;
}
