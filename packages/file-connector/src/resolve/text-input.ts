import type { SourceIdentity } from '@wdh/pipeline-core';
import { decompress } from '../compression/decompress.js';
import { decodedText, type TextPiece } from '../encoding/decoded-text.js';
import type { SourceInput } from '../input/content.js';
import type { InputOptions } from '../input/input-options.js';
import { guardedListener } from '../input/progress.js';
import { contentOf } from './content-of.js';

/** The decoded text of an input. */
export interface TextInput {
  /** Path or name, for messages. */
  readonly name: string;
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /** As {@link Content} has it. */
  identifyLater(signal?: AbortSignal): Promise<SourceIdentity | null>;
  /** Reads the text from the beginning; `onBytes` is called with the number of stored bytes so far. */
  read(onBytes: (bytesRead: number) => void, signal?: AbortSignal): AsyncIterable<TextPiece>;
  close(): Promise<void>;
}

/** Returns the text of an input without opening it. */
export function textInput(input: SourceInput, options: InputOptions): TextInput {
  const { encoding, compression = 'auto', onProgress } = options;
  const content = contentOf(input, options);
  const listener = guardedListener(onProgress);
  return {
    name: content.name,
    identify: (signal) => content.identify(listener, signal),
    identifyLater: async (signal) => (await content.identifyLater?.(signal)) ?? null,
    read: (onBytes, signal) => {
      const stored = content.read((progress) => {
        if (progress.phase === 'read') onBytes(progress.bytesRead);
        listener(progress);
      }, signal);
      return decodedText(decompress(stored, compression, content.name), encoding, content.name);
    },
    close: () => content.close(),
  };
}
