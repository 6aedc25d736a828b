import { SaxesParser } from 'saxes';
import type { PackageParts } from './package-parts.js';
import { notReadable, showName, workbookDamaged, workbookTooLarge } from './workbook-errors.js';

/** The attributes of an element by name. */
export type Attributes = Readonly<Record<string, string>>;

/** Is called with the elements and texts of an XML document, in order, by names without prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Characters of one text or tag at most: a cell has up to 32,767. The parser holds them in memory. */
const maxTextLength = 1024 * 1024;
const maxDepth = 256;
/** Characters between two yields: as few rows as that, of 16,384 columns each, are in memory. */
const sliceLength = 4096;
/** Bytes of styles, of a list of sheets or of references at most. */
const maxSmallBytes = 64 * 1024 * 1024;

/**
 * Reads the XML of a part of a workbook. Yields after each piece of it, so that the caller can take
 * what the handler collected. A document with a DOCTYPE, and so with entities, is refused.
 *
 * @throws WdhError `WORKBOOK_DAMAGED` (file) for XML that is not well-formed;
 * `CONTENT_NOT_SUPPORTED`, `CONTENT_TOO_LARGE` (file); those of the parts and the handler
 */
export async function* readXmlPieces(
  parts: PackageParts,
  part: string,
  handler: XmlHandler,
  signal?: AbortSignal,
): AsyncGenerator<number> {
  const { input } = parts;
  let unfinished = 0;
  let depth = 0;
  const parser = new SaxesParser<{ position: false; xmlns: false }>({
    position: false,
    xmlns: false,
  });
  parser.on('error', () => {
    throw workbookDamaged(input, `the XML of its part ${showName(part)} is not well-formed`);
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding === undefined || /^utf-?8$/i.test(encoding)) return;
    throw workbookDamaged(input, `its part ${showName(part)} is not UTF-8`);
  });
  parser.on('doctype', () => {
    throw notReadable(
      input,
      `has a DOCTYPE in its part ${showName(part)}, which no spreadsheet program writes. Do not trust this file.`,
    );
  });
  parser.on('opentag', ({ name, attributes }) => {
    unfinished = 0;
    depth += 1;
    if (depth > maxDepth) {
      throw workbookTooLarge(input, `nests more than ${maxDepth} elements in ${showName(part)}.`);
    }
    handler.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    unfinished = 0;
    depth -= 1;
    handler.close?.(localName(name));
  });
  const onText = (text: string): void => {
    unfinished = 0;
    handler.text?.(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  for await (const piece of parts.text(part, signal)) {
    for (let at = 0; at < piece.length; at += sliceLength) {
      const slice = piece.slice(at, at + sliceLength);
      unfinished += slice.length;
      parser.write(slice);
      if (unfinished > maxTextLength) {
        throw workbookTooLarge(
          input,
          `has a text or tag of more than ${maxTextLength} characters in its part ${showName(part)}.`,
        );
      }
      yield slice.length;
    }
  }
  parser.close();
  yield 0;
}

/**
 * Reads the XML of a part whose content is held in memory, such as the list of sheets.
 *
 * @throws WdhError `CONTENT_TOO_LARGE` (file), and those of {@link readXmlPieces}
 */
export async function readSmallXml(
  parts: PackageParts,
  part: string,
  handler: XmlHandler,
  signal?: AbortSignal,
): Promise<void> {
  if (parts.sizeOf(part) > maxSmallBytes) {
    const how = `has a part ${showName(part)} of more than ${maxSmallBytes} bytes. Copy the sheet to a new workbook, and read that.`;
    throw workbookTooLarge(parts.input, how);
  }
  await readXml(parts, part, handler, signal);
}

/** Reads the XML of a part to its end. */
export async function readXml(
  parts: PackageParts,
  part: string,
  handler: XmlHandler,
  signal?: AbortSignal,
): Promise<void> {
  const pieces = readXmlPieces(parts, part, handler, signal);
  while ((await pieces.next()).done !== true);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Returns an attribute whatever the prefix of its name, such as `r:id`. */
export function prefixedAttribute(attributes: Attributes, wanted: string): string | undefined {
  return Object.entries(attributes).find(
    ([name]) => name.includes(':') && localName(name) === wanted,
  )?.[1];
}

/** Returns whether an attribute that is a boolean is true. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';
