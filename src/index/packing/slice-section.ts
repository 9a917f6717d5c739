/** Parts of sections, and bytes of a section that are kept. */
import { MemorySource } from '../../bytes/byte-source.ts';
import { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';

/** The bytes `[from, to)` of a section as a section. @throws HansouError BAD_INDEX if they are not inside the section */
export function sliceSection(section: Section, from: number, to: number): Section {
  if (!(from >= 0 && from <= to && to <= section.length))
    throw damageError(`a part inside a section of ${section.length} bytes`, `${from} to ${to}`);
  return new Section(section.source, section.start + from, to - from);
}

/** Bytes of a section that the caller may keep: a view if the source is in memory, else a copy. */
export function retainableBytes(section: Section, from = 0, to = section.length): Uint8Array {
  const bytes = sliceSection(section, from, to).bytes();
  return section.source instanceof MemorySource ? bytes : bytes.slice();
}
