import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the next migration from the table's definition. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/table.ts',
  out: './migrations',
});
