import { Refusal } from '../http/refusal.js';

/** How many bytes an upload may have. */
export interface ByteLimits {
  /** What the request says; null: it does not. */
  readonly sizeBytes: number | null;
  readonly limitBytes: number;
}

/** Counts the bytes of an upload. */
export interface LimitedBytes {
  /** Passes bytes on. @throws Refusal 413 `UPLOAD_TOO_LARGE` */
  readonly take: (bytes: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;
  /** @throws Refusal 400 `UPLOAD_INCOMPLETE` if fewer bytes came than the request says. */
  readonly end: () => void;
  readonly count: () => number;
}

/** Limits an upload, and checks that it is complete. @throws Refusal 413 `UPLOAD_TOO_LARGE` */
export function limitedBytes({ sizeBytes, limitBytes }: ByteLimits): LimitedBytes {
  if ((sizeBytes ?? 0) > limitBytes) throw tooLarge(limitBytes);
  let count = 0;
  return {
    take: async function* (bytes) {
      for await (const chunk of bytes) {
        count += chunk.length;
        if (count > limitBytes) throw tooLarge(limitBytes);
        yield chunk;
      }
    },
    end: () => {
      if (sizeBytes === null || count === sizeBytes) return;
      throw new Refusal(
        400,
        'UPLOAD_INCOMPLETE',
        'The upload ended early. Nothing was left of it. Upload it again.',
      );
    },
    count: () => count,
  };
}

function tooLarge(limitBytes: number): Refusal {
  const limit = `${Math.floor(limitBytes / 1_000_000).toLocaleString('en')} MB`;
  return new Refusal(
    413,
    'UPLOAD_TOO_LARGE',
    `The file is larger than ${limit}, the limit of this console. Copy it into the folder instead.`,
  );
}
