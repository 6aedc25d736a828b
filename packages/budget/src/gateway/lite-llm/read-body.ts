import { GatewayError } from '../port/gateway-error.js';

/** No answer of LiteLLM about one key or user is longer. */
const longestBody = 1_048_576;

/**
 * Reads the body of an answer as UTF-8, at most 1 MiB of it after decompression.
 *
 * @throws GatewayError
 */
export async function readBody(answer: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [length, text] = [0, ''];
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (length > longestBody) throw new GatewayError('answered more than 1 MiB');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
