import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/container.ts';

/** Writes a whole number below 2^53 in 8 bytes. */
export function writeUint64(writer: ByteWriter, value: number): void {
  writer.u32(value % 2 ** 32);
  writer.u32(Math.floor(value / 2 ** 32));
}

/** A number of a section as `writeU64` writes it; its 8 bytes lie inside. */
export function readUint64(section: Section, at: number): number {
  const { data, origin } = section.window(at, at + 8);
  const from = section.start + at - origin;
  return data.getUint32(from, true) + data.getUint32(from + 4, true) * 2 ** 32;
}
