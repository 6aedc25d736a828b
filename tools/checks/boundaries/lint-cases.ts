/**
 * Runs inside a copy of the workspace: lints both versions of every case and prints the messages as
 * JSON.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { codeCases } from './code-cases.js';
import type { LintedCase, LintMessage } from './judge-cases.js';
import { layerCases } from './layer-cases.js';

const cases = [...layerCases, ...codeCases];
for (const { file, allowed } of cases) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, allowed);
}
// The boundary rule reads the project graph from the cache of the workspace that it runs in.
await createProjectGraphAsync();

const eslint = new ESLint();
const lint = async (text: string, filePath: string): Promise<LintMessage[]> => {
  const results = await eslint.lintText(text, { filePath });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, messageId, message }) => ({ ruleId, messageId, message })),
  );
};

const linted: LintedCase[] = [];
for (const { title, file, allowed, forbidden } of cases) {
  linted.push({
    title,
    allowed: await lint(allowed, file),
    forbidden: await lint(forbidden, file),
  });
}
console.log(JSON.stringify(linted));
