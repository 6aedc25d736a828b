#!/usr/bin/env node

import { runMigrateCommand } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';

process.exitCode = await runMigrateCommand(process.argv.slice(2), { folders: [auditMigrations] });
