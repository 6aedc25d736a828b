/**
 * Compares the public API of every package with its report; `--renew` writes the reports.
 * `--project packages/x` checks one package.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFindings } from '../checks/finding.js';
import { listWorkspaceFiles } from '../checks/workspace-files.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { describeApi } from './api/describe-api.js';
import { entryPoints } from './api/entry-points.js';

const { values } = parseArgs({
  options: { renew: { type: 'boolean', default: false }, project: { type: 'string' } },
});
const findings = entryPoints(listWorkspaceFiles(workspaceRoot))
  .filter(({ folder }) => values.project === undefined || folder === values.project)
  .flatMap(({ folder, types, report }) => {
    const absolute = join(workspaceRoot, report);
    const api = describeApi({
      folder: join(workspaceRoot, folder),
      types: join(workspaceRoot, folder, types),
    });
    if (values.renew) {
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, api);
      return [];
    }
    const isSame = existsSync(absolute) && readFileSync(absolute, 'utf8') === api;
    return isSame
      ? []
      : [
          {
            path: report,
            message: `the API of ${folder} changed: run npm run renew -- api and review the difference`,
          },
        ];
  });
reportFindings('Public surfaces', findings);
