import { liteLlmGateway, openBudget } from '../../src/index.js';

/** What the program is started with. */
export interface CreateTenantArgument {
  readonly connectionUrl: string;
  readonly baseUrl: string;
  readonly masterKey: string;
  readonly keySecret: string;
  readonly tenant: string;
}

/** Creates a tenant whose key a gateway makes. */
const argument = JSON.parse(process.argv[2] ?? '{}') as CreateTenantArgument;
const { connectionUrl, baseUrl, masterKey, keySecret, tenant } = argument;
const gateway = liteLlmGateway({ baseUrl, masterKey, deadlineMs: 120_000 });
const budget = openBudget({ connectionUrl, gateway, keySecret });
await budget.createTenant({ tenant, name: tenant });
await budget.close();
