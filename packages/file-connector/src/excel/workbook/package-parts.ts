import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { archiveError, memberTwice } from '../../archive/archive-errors.js';
import { checkedBytes } from '../../archive/checked-bytes.js';
import { membersOf } from '../../archive/chosen-member.js';
import { expectReadable } from '../../archive/expect-readable.js';
import type { Content } from '../../input/content.js';
import type { OriginOptions } from '../../input/origin-options.js';
import { spool, type SpoolFile } from '../../spool/spool-file.js';
import { expectWorkbookContent } from './refused-content.js';
import { showName, workbookDamaged } from './workbook-errors.js';

/** A part of a workbook at most, unpacked. */
const defaultMaxUnpackedBytes = 4 * 1024 ** 3;

/** The same part for `a.xml`, `/A.xml` and `x\..\a.xml`, which is none: a name is never a path. */
const keyOf = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** The parts of an open workbook, read from a copy of its bytes that no other process can change. */
export class PackageParts {
  /** Names the workbook in messages. */
  readonly input: string;
  readonly #copy: SpoolFile;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, readonly Entry[]>;
  readonly #options: OriginOptions;

  private constructor(
    input: string,
    copy: SpoolFile,
    zip: ZipFile,
    entries: ReadonlyMap<string, readonly Entry[]>,
    options: OriginOptions,
  ) {
    this.input = input;
    this.#copy = copy;
    this.#zip = zip;
    this.#entries = entries;
    this.#options = options;
  }

  /**
   * Copies the bytes of a workbook and lists its parts. The copy is complete and unchanged before
   * the first part is read.
   *
   * @throws WdhError those of the content; `CONTENT_NOT_SUPPORTED`, `CONTENT_TOO_LARGE`,
   * `COMPRESSION_DAMAGED` (file)
   */
  static async open(
    content: Content,
    options: OriginOptions,
    signal: AbortSignal | undefined,
  ): Promise<PackageParts> {
    const input = content.name;
    const pieces = content.read(() => undefined, signal);
    const copy = await spool(pieces, input, options.temporaryFolder);
    try {
      await expectWorkbookContent(copy, input);
      const zip = await fromFdPromise(copy.fd, { decodeStrings: false });
      const entries = new Map<string, Entry[]>();
      for (const { name, entry } of await membersOf(zip, input)) {
        const key = keyOf(name);
        entries.set(key, [...(entries.get(key) ?? []), entry]);
      }
      return new PackageParts(input, copy, zip, entries, options);
    } catch (error) {
      await copy.close();
      throw archiveError(error, input);
    }
  }

  /** Size of the workbook as it is stored. */
  get sizeBytes(): number {
    return this.#copy.sizeBytes;
  }

  /** Names of the parts, in small letters. */
  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  has(part: string): boolean {
    return this.#entries.has(keyOf(part));
  }

  /** Unpacked size of a part, as the archive declares it; 0 where there is none. */
  sizeOf(part: string): number {
    return this.#entries.get(keyOf(part))?.[0]?.uncompressedSize ?? 0;
  }

  /**
   * Reads the bytes of a part, and compares their checksum after the last one.
   *
   * @throws WdhError `WORKBOOK_DAMAGED`, `CONTENT_TOO_LARGE`, `CONTENT_NOT_SUPPORTED`,
   * `COMPRESSION_DAMAGED`, `ARCHIVE_MEMBER_UNCLEAR` (file)
   */
  async *bytes(part: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const [entry, ...others] = this.#entries.get(keyOf(part)) ?? [];
    if (entry === undefined) {
      throw workbookDamaged(this.input, `its part ${showName(part)} is missing`);
    }
    if (others.length > 0) throw memberTwice(this.input, part);
    const input = `${this.input}, part ${showName(part)},`;
    const { maxUnpackedBytes = defaultMaxUnpackedBytes, maxCompressionRatio } = this.#options;
    expectReadable(entry, input, { maxUnpackedBytes, maxCompressionRatio });
    const ending = signal ?? new AbortController().signal;
    try {
      yield* checkedBytes(this.#zip, entry, { input, onProgress: () => undefined, signal: ending });
    } catch (error) {
      throw archiveError(error, input, ending);
    }
  }

  /** Reads the text of a part, which is UTF-8. */
  async *text(part: string, signal?: AbortSignal): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const decoded = (bytes?: Buffer): string => {
      try {
        return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      } catch {
        throw workbookDamaged(this.input, `its part ${showName(part)} is not UTF-8`);
      }
    };
    for await (const bytes of this.bytes(part, signal)) yield decoded(bytes);
    yield decoded();
  }

  /** Closes the copy, which removes it. */
  async close(): Promise<void> {
    await this.#copy.close();
  }
}
