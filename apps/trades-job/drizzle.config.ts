import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the next migration from the table of `@wdh/market-data`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: '../../packages/market-data/src/trade/trades-v2.ts',
  out: './migrations',
});
