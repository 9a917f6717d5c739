/** Reads the dictionaries in HanLP's portable jar, without Java: the zip file, big-endian integers, double-array tries. */
import { inflateRawSync } from 'node:zlib';

/** Returns a file of a zip archive, unpacked. */
export function readZipEntry(archive: Buffer, name: string): Buffer {
  let end = archive.length - 22;
  while (archive.readUInt32LE(end) !== 0x06054b50) end--;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const data = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      return archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data;
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`the archive has no ${name}`);
}

/** Big-endian integers, one after the other. */
class IntegerReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  next(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  /** @throws Error when a byte is left: the format is another than the one read here */
  requireEnd(): void {
    if (this.at !== this.bytes.length) throw new Error(`${this.bytes.length - this.at} bytes are left over`);
  }
}

/** Reads the keys of a double-array trie with their values. The child of a node with base b by unit c is the cell b + c + 1. */
function readTrie(reader: IntegerReader): Map<string, number> {
  const size = reader.next();
  const bases = new Int32Array(size);
  const children = new Map<number, number[]>();
  for (let cell = 0; cell < size; cell++) {
    bases[cell] = reader.next();
    const check = reader.next();
    if (check > 0) children.set(check, [...(children.get(check) ?? []), cell]);
  }
  const values = new Map<string, number>();
  const visit = (base: number, key: string): void => {
    for (const cell of children.get(base) ?? [])
      if (cell !== base) visit(bases[cell], key + String.fromCharCode(cell - base - 1));
      else if (bases[cell] < 0) values.set(key, -bases[cell] - 1);
  };
  visit(bases[0], '');
  return values;
}

/** Returns the keys of a file that holds a trie alone. */
export function readKeys(bytes: Buffer): string[] {
  const reader = new IntegerReader(bytes);
  const keys = [...readTrie(reader).keys()];
  reader.requireEnd();
  return keys;
}

/**
 * Reads a dictionary of words with labels and counts.
 * @param hasTotals whether a total stands before the labels of each word
 * @returns by word: count by number of the label
 */
export function readCounts(bytes: Buffer, hasTotals: boolean): Map<string, Map<number, number>> {
  const reader = new IntegerReader(bytes);
  const rows = Array.from({ length: reader.next() }, () => {
    if (hasTotals) reader.next();
    const counts = new Map<number, number>();
    for (let left = reader.next(); left > 0; left--) {
      const label = reader.next();
      counts.set(label, reader.next());
    }
    return counts;
  });
  const words = new Map([...readTrie(reader)].map(([word, row]) => [word, rows[row]]));
  reader.requireEnd();
  return words;
}
