import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../../tsconfig.base.json', import.meta.url));
const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * Compiles modules, by name, with the options of this workspace and without writing them; returns
 * what the compiler reports.
 */
export function typeErrors(modules: Readonly<Record<string, string>>): readonly string[] {
  const config: unknown = ts.readConfigFile(root, (path) => ts.sys.readFile(path)).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const texts = new Map(Object.entries(modules).map(([name, text]) => [folder + name, text]));
  const settings = { ...options, noEmit: true, composite: false, incremental: false };
  const host = ts.createCompilerHost(settings);
  const program = ts.createProgram([...texts.keys()], settings, {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, language, ...rest) => {
      const text = texts.get(path);
      return text === undefined
        ? host.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName.slice(folder.length) ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
