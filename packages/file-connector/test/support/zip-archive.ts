import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a ZIP archive; the optional parts make an archive that lies. */
export interface ZipMember {
  readonly name: string;
  readonly text?: string | Uint8Array;
  readonly isStored?: boolean;
  /** Default: that of the text. */
  readonly checksum?: number;
  readonly isEncrypted?: boolean;
  /** The number of the method. Default 8, deflate. */
  readonly method?: number;
  /** Default: the size of the text. */
  readonly declaredBytes?: number;
  /** Whether the archive says that the name, which is UTF-8, is of code page 437. Default false. */
  readonly isNameUnmarked?: boolean;
  /** Whether sizes and position have 64 bits. */
  readonly isZip64?: boolean;
  /** Whether the sizes and the checksum follow the data, as of an archive written to a stream. */
  readonly isStreamed?: boolean;
  /** Type and permissions of the file, of an archive made on Unix. */
  readonly unixMode?: number;
}

const utf8Name = 0x0800;
const all32 = 0xffffffff;

/**
 * Writes a ZIP archive.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipArchive(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const member of members) {
    const { local, central } = headersOf(member, position);
    parts.push(local);
    directory.push(central);
    position += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function headersOf(member: ZipMember, position: number): { local: Buffer; central: Buffer } {
  const { isStored = false, isEncrypted = false, isZip64 = false, isNameUnmarked = false } = member;
  const bytes = Buffer.from(member.text ?? '');
  const packed = isStored ? bytes : deflateRawSync(bytes, { level: 9 });
  const { declaredBytes = bytes.length, checksum = crc32(bytes) } = member;
  const name = Buffer.from(member.name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(45, 0);
  common.writeUInt16LE((isNameUnmarked ? 0 : utf8Name) | (isEncrypted ? 1 : 0), 2);
  common.writeUInt16LE(member.method ?? (isStored ? 0 : 8), 4);
  common.writeUInt32LE(checksum, 10);
  common.writeUInt32LE(isZip64 ? all32 : packed.length, 14);
  common.writeUInt32LE(isZip64 ? all32 : declaredBytes, 18);
  common.writeUInt16LE(name.length, 22);
  const wide = Buffer.alloc(isZip64 ? 28 : 0);
  if (isZip64) {
    wide.writeUInt16LE(1, 0);
    wide.writeUInt16LE(24, 2);
    wide.writeBigUInt64LE(BigInt(declaredBytes), 4);
    wide.writeBigUInt64LE(BigInt(packed.length), 12);
    wide.writeBigUInt64LE(BigInt(position), 20);
  }
  common.writeUInt16LE(wide.length, 24);
  const local = localPart(member, common, [name, wide, packed]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((member.unixMode ?? 0) << 16) >>> 0, 6);
  rest.writeUInt32LE(isZip64 ? all32 : position, 10);
  const host = member.unixMode === undefined ? 0 : 3;
  const start = Buffer.from(`PK\x01\x02\x2d${String.fromCharCode(host)}`, 'latin1');
  return { local, central: Buffer.concat([start, common, rest, name, wide]) };
}

function localPart({ isStreamed = false }: ZipMember, common: Buffer, rest: Buffer[]): Buffer {
  const start = Buffer.from('PK\x03\x04', 'latin1');
  if (!isStreamed) return Buffer.concat([start, common, ...rest]);
  common.writeUInt16LE(common.readUInt16LE(2) | 8, 2);
  const sizes = common.subarray(10, 22);
  const descriptor = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sizes]);
  const withoutSizes = Buffer.from(common).fill(0, 10, 22);
  return Buffer.concat([start, withoutSizes, ...rest, descriptor]);
}
