import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the next migration from the table in `src/companies.ts`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/companies.ts',
  out: './migrations',
});
