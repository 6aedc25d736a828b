export { budgetMigrations } from './budget-migrations.js';
