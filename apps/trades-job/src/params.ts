import { readFile } from 'node:fs/promises';
import { listedSymbols } from '@wdh/market-data';
import { WdhError } from '@wdh/pipeline-core';
import * as v from 'valibot';

/** The markets whose files look alike. */
const markets = ['spot', 'usdm', 'kraken'] as const;

const checksums = ['beside', 'if-beside', 'none'] as const;

/** The path of an answer to `exchangeInfo`, as the symbols that it lists. */
const exchangeInfo = v.pipeAsync(
  v.string(),
  v.rawTransformAsync(async ({ dataset: { value: path }, addIssue, NEVER }) => {
    try {
      return listedSymbols(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      const isInvalid = error instanceof WdhError || error instanceof SyntaxError;
      const expected = 'must be the path of an answer of Binance to exchangeInfo, as JSON';
      addIssue({ message: isInvalid ? expected : `${expected}; the file cannot be read` });
      return NEVER;
    }
  }),
);

/** The schema of the parameters of a run: what its input does not say by itself. */
export const paramsSchema = v.objectAsync({
  /** Spot or USD-M futures of Binance, or Kraken. */
  market: v.optional(v.picklist(markets, `must be one of ${markets.join(', ')}`)),
  /** The symbol of an input that has it neither in its name nor in its records. */
  symbol: v.optional(
    v.pipe(v.string(), v.regex(/^[\p{L}\p{N}_./-]+$/u, 'must be a symbol such as BTCUSDT')),
  ),
  /**
   * Whether the SHA-256 beside the input, in `INPUT.CHECKSUM`, must exist: `if-beside` compares only
   * one that exists.
   */
  checksum: v.optional(
    v.picklist(checksums, `must be one of ${checksums.join(', ')}`),
    'if-beside',
  ),
  /**
   * What the objects of a JSON input are: messages of a stream, or answers to REST. Default: what the
   * first one looks like, which a feed that is not trusted must not decide.
   */
  records: v.optional(v.picklist(['stream', 'rest'], 'must be one of stream, rest')),
  /** Its symbols win over the known quotes. */
  exchangeInfo: v.optionalAsync(exchangeInfo),
});

/** The parameters of a run. */
export type Params = v.InferOutput<typeof paramsSchema>;
