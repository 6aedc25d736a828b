import { describe, expect, it } from 'vitest';
import { legacyFiles, type LegacyFile } from '../../../test/support/legacy/legacy-files.js';
import type { Encoding } from '../encoding.js';
import { pieceDecoder } from '../piece-decoder.js';
import { guessEncoding } from './guess-encoding.js';

function decode(bytes: Buffer, encoding: Encoding): string {
  const decoder = pieceDecoder(encoding);
  return (decoder.decode(bytes) + decoder.end()).normalize('NFC');
}

const files = legacyFiles();
const judged = files.map((file) => {
  const { encodings, confidence } = guessEncoding(file.bytes);
  const [first] = encodings;
  const isRight = first !== undefined && decode(file.bytes, first) === file.text.normalize('NFC');
  return { ...file, first, isRight, isSure: confidence >= 0.9 };
});
const named = (
  some: readonly (LegacyFile & { readonly first: Encoding | undefined })[],
): string[] => some.map(({ name, first }) => `${name}: ${first ?? 'none'}`);

describe('guessEncoding on exports in legacy encodings', () => {
  it('has a table of 150 files and more', () => {
    expect(files.length).toBeGreaterThanOrEqual(150);
  });

  it('is never sure and wrong', () => {
    expect(named(judged.filter(({ isSure, isRight }) => isSure && !isRight))).toEqual([]);
  });

  it('proposes the right encoding first in 95 of 100', () => {
    const wrong = judged.filter(({ isRight }) => !isRight);
    expect(wrong.length / judged.length).toBeLessThanOrEqual(0.05);
  });

  it('is sure of long ones', () => {
    const unsure = judged.filter(({ size, isSure }) => size === 'long' && !isSure);
    expect(named(unsure)).toEqual([]);
  });
});
