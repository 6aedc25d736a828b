import { dialect } from '../dialect/dialect.js';
import { errorCodes } from '../reference/error-codes.js';
import { unrunTests } from '../tests/unrun-tests.js';
import { decisionRecords } from './decision-records.js';
import { fileLength } from './file-length.js';
import { fileNames } from './file-names.js';
import { folderSize } from './folder-size.js';
import type { HouseRule } from './house-rule.js';
import { lockFile } from './lock-file.js';
import { markdownLinks } from './markdown-links.js';
import { marksWithoutReason } from './marks-without-reason.js';
import { packageFiles } from './package-files.js';
import { quotedCode } from './quoted-code.js';
import { topLevel } from './top-level.js';

/** Every rule of the workspace that a script can check and a linter cannot. */
export const houseRules: readonly HouseRule[] = [
  topLevel,
  fileNames,
  fileLength,
  folderSize,
  marksWithoutReason,
  unrunTests,
  packageFiles,
  decisionRecords,
  markdownLinks,
  quotedCode,
  errorCodes,
  lockFile,
  dialect,
];
