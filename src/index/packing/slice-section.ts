import { MemorySource } from '../../bytes/byte-source.ts';
import { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';

/** The bytes `[from, to)` of a section as a section of their own. @throws HansouError BAD_INDEX when they lie outside */
export function sliceSection(section: Section, from: number, to: number): Section {
  if (!(from >= 0 && from <= to && to <= section.length))
    throw damageError(`a part inside a section of ${section.length} bytes`, `${from} to ${to}`);
  return new Section(section.source, section.start + from, to - from);
}

/** Bytes that may be kept: a view where the source is memory, a copy elsewhere. */
export function retainableBytes(section: Section, from = 0, to = section.length): Uint8Array {
  const bytes = sliceSection(section, from, to).bytes();
  return section.source instanceof MemorySource ? bytes : bytes.slice();
}
