// A jar that starts another jar's class: firebase-tools runs `java -jar`, and the SDK's Firestore jar has no main class.
import { crc32 } from 'node:zlib';

const MANIFEST_NAME = 'META-INF/MANIFEST.MF';
const LINE_BYTES_MAX = 70;
/** 1 January 1980, the earliest that a zip can say. */
const DOS_DATE = 0x21;

export interface WrapperJar {
  readonly mainClass: string;
  /** The jar that has the class. */
  readonly jar: string;
}

/** The bytes of the jar: a zip with a manifest and nothing else. */
export function wrapperJar({ mainClass, jar }: WrapperJar): Uint8Array {
  const classPath = new URL(`file://${jar.split('/').map(encodeURIComponent).join('/')}`).href;
  const lines = ['Manifest-Version: 1.0', `Main-Class: ${mainClass}`, `Class-Path: ${classPath}`];
  return zipOf(MANIFEST_NAME, Buffer.from(`${lines.map(folded).join('\r\n')}\r\n`));
}

/** Lines of a manifest are short; what follows a line break and a space belongs to the line before. */
const folded = (line: string): string =>
  line.length <= LINE_BYTES_MAX ? line : `${line.slice(0, LINE_BYTES_MAX)}\r\n ${folded(line.slice(LINE_BYTES_MAX))}`;

/** One file, stored as it is. */
function zipOf(name: string, content: Buffer): Uint8Array {
  const nameBytes = Buffer.from(name);
  // What the entry and its place in the directory have in common: version, flags, method, time, date, sum, sizes, name.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(10, 0);
  common.writeUInt16LE(DOS_DATE, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(nameBytes.length, 22);
  const entry = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, content]);
  // The directory says first who made it, and after the name's length: comment, disk, attributes, and where the entry is.
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x0a\x00', 'latin1'), common, Buffer.alloc(14), nameBytes]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(entry.length, 16);
  return Buffer.concat([entry, directory, end]);
}
