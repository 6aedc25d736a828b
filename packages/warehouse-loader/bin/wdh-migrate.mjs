#!/usr/bin/env node
// eslint-disable-next-line @nx/enforce-module-boundaries -- by name, so that the exports of the package choose its build or its sources
import { auditMigrations, runMigrateCommand } from '@wdh/warehouse-loader';

process.exitCode = await runMigrateCommand(process.argv.slice(2), { folders: [auditMigrations] });
