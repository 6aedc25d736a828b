import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

/** Declarations to describe, and their package: absolute paths. */
export interface Declarations {
  readonly folder: string;
  readonly types: string;
}

/**
 * Describes the public API of a declaration file, as API Extractor writes it.
 *
 * @throws Error if the declarations cannot be read, for example before a build.
 */
export function describeApi({ folder, types }: Declarations): string {
  const reportFolder = mkdtempSync(join(tmpdir(), 'wdh-api-'));
  try {
    const extractorConfig = ExtractorConfig.prepare({
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: types,
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              module: 'nodenext',
              target: 'es2023',
              strict: true,
              skipLibCheck: true,
              types: ['node'],
            },
            files: [types],
          },
        },
        apiReport: {
          enabled: true,
          reportFolder,
          reportTempFolder: reportFolder,
          reportFileName: 'surface.api.md',
          includeForgottenExports: false,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: 'none' as never } },
          extractorMessageReporting: { default: { logLevel: 'none' as never } },
          tsdocMessageReporting: { default: { logLevel: 'none' as never } },
        },
        newlineKind: 'lf',
      },
      packageJsonFullPath: join(folder, 'package.json'),
      configObjectFullPath: undefined,
    });
    Extractor.invoke(extractorConfig, {
      localBuild: true,
      messageCallback: (message) => {
        message.handled = true;
      },
    });
    return readFileSync(join(reportFolder, 'surface.api.md'), 'utf8').replaceAll(
      /^ *\/\/ \(undocumented\)\n/gm,
      '',
    );
  } finally {
    rmSync(reportFolder, { recursive: true });
  }
}
