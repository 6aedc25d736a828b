#!/usr/bin/env node
import { auditMigrations, runMigrateCommand } from '../dist/index.js';

process.exitCode = await runMigrateCommand(process.argv.slice(2), { folders: [auditMigrations] });
