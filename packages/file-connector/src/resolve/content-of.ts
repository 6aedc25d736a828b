import { WdhError } from '@wdh/pipeline-core';
import { unpackedOrigin } from '../archive/unpacked-origin.js';
import { checkedOrigin } from '../checksum/checked-origin.js';
import { expectNoPlaceNeeded } from '../input/checksum-option.js';
import type { ByteStream, Content, SourceInput } from '../input/content.js';
import type { OriginOptions } from '../input/origin-options.js';
import { StreamContent } from '../input/stream-content.js';
import { downloadOrigin } from '../remote/download.js';
import { isRemote, remoteAddress } from '../remote/remote-address.js';
import { SpooledContent } from '../spool/spooled-content.js';
import { streamOrigin } from '../spool/stream-origin.js';
import { expectSameChecksum, noteChecksum } from './checked-contents.js';
import { PathContent } from './path-content.js';

/**
 * Returns the content of an input without opening it.
 *
 * @param options.name - Names a stream. Default `stream`, and `stdin` for the standard input.
 * @throws WdhError `INVALID_OPTION` (usage) for an input of another type; `URL_REFUSED` (usage)
 */
export function contentOf(input: SourceInput, options: StreamOptions = {}): Content {
  const { checksum } = options;
  if (typeof input === 'string') return noteChecksum(namedContent(input, options), checksum);
  if (isContent(input)) {
    expectSameChecksum(input, checksum);
    return borrowed(input);
  }
  if (!isStream(input)) {
    throw new WdhError(
      'The input is neither a path or address, as a string, nor a stream of bytes. Convert a file URL by fileURLToPath, and bytes in memory by Readable.from([bytes]).',
      { code: 'INVALID_OPTION', category: 'usage' },
    );
  }
  // A stream has no file beside it.
  const isUnchecked = checksum === undefined || checksum === 'if-beside';
  if (isUnchecked) return new StreamContent(input, options.name ?? 'stream');
  return noteChecksum(copiedStream(input, 'stream', options), checksum);
}

/** What reads a stream: its name, and how it is copied. */
type StreamOptions = OriginOptions & { readonly name?: string | undefined };

/**
 * Returns the content of a stream, which is copied once.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for a checksum that a file beside it would have
 */
export function copiedStream(stream: ByteStream, name: string, options: StreamOptions): Content {
  expectNoPlaceNeeded(options.checksum);
  const stored = streamOrigin(stream, options.name ?? name, options);
  return new SpooledContent(unpackedOrigin(checkedOrigin(stored, null, options), null, options));
}

function namedContent(input: string, options: StreamOptions): Content {
  if (input === '-') return borrowed(standardInput(options.stdin ?? process.stdin, options));
  if (!isRemote(input)) return new PathContent(input, options);
  const { url, member } = remoteAddress(input, options.download ?? {});
  const stored = checkedOrigin(downloadOrigin(url, options), url, options);
  return new SpooledContent(unpackedOrigin(stored, member, options));
}

/** The copies of standard inputs. There is one for each process, unless a caller passes others. */
const standardInputs = new WeakMap<object, Content>();

/**
 * It can be read once, so all its readers share one copy, which is kept until the process ends. A
 * checksum is demanded by the first of them.
 */
function standardInput(stream: ByteStream, options: StreamOptions): Content {
  const { checksum } = options;
  const known = standardInputs.get(stream);
  if (known !== undefined) {
    expectSameChecksum(known, checksum);
    return known;
  }
  const content = noteChecksum(copiedStream(stream, 'stdin', options), checksum);
  standardInputs.set(stream, content);
  return content;
}

function isContent(input: ByteStream | Content): input is Content {
  // An untyped caller may pass anything.
  return Object(input) === input && 'identify' in input && 'read' in input;
}

/** A content that is shared is not closed by one of its readers. */
function borrowed(content: Content): Content {
  return {
    name: content.name,
    get member() {
      return content.member;
    },
    identify: (onProgress, signal) => content.identify(onProgress, signal),
    read: (onProgress, signal) => content.read(onProgress, signal),
    close: () => Promise.resolve(),
  };
}

/** A legacy stream may have only a synchronous iterator. */
function isStream(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    (Symbol.asyncIterator in input || Symbol.iterator in input)
  );
}
