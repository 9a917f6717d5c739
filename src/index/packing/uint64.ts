/** 64-bit numbers in sections. */
import type { Section } from '../../bytes/section.ts';

/** Reads a number that `ByteWriter.writeU64` wrote. Its 8 bytes must lie inside the section. */
export function readUint64(section: Section, at: number): number {
  const { data, origin } = section.window(at, at + 8);
  const from = section.start + at - origin;
  return data.getUint32(from, true) + data.getUint32(from + 4, true) * 2 ** 32;
}
