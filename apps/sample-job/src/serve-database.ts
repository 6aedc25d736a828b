import { serveDatabase } from '@wdh/cli';

process.exitCode = await serveDatabase();
