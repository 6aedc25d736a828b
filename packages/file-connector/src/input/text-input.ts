import type { SourceIdentity } from '@wdh/pipeline-core';
import { decompress } from '../compression/decompress.js';
import { decodedText, type TextPiece } from '../encoding/decoded-text.js';
import { contentOf, type SourceInput } from './content.js';
import type { InputOptions } from './input-options.js';
import { guardedListener } from './progress.js';

/** The decoded text of an input. */
export interface TextInput {
  /** Path or name, for messages. */
  readonly name: string;
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /** Reads the text from the beginning; `onBytes` is called with the number of stored bytes so far. */
  read(onBytes: (bytesRead: number) => void, signal?: AbortSignal): AsyncIterable<TextPiece>;
}

/** Returns the text of an input without opening it. */
export function textInput(input: SourceInput, options: InputOptions): TextInput {
  const { name, encoding, compression = 'auto', onProgress } = options;
  const content = contentOf(input, { name, onProgress: guardedListener(onProgress) });
  return {
    name: content.name,
    identify: (signal) => content.identify(signal),
    read: (onBytes, signal) => {
      const bytes = decompress(content.read(onBytes, signal), compression, content.name);
      return decodedText(bytes, encoding, content.name);
    },
  };
}
