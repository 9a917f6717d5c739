import { damaged } from './damage.ts';
import { asDamage, type Segment } from './segment.ts';
import { TermBlock } from './term-block.ts';
import { compareUnits, mostUnits, TermEntry } from './term-entry.ts';
import type { TermsReader } from './terms.ts';

/**
 * Checks every byte of a segment against its checksums, and that its structures keep their rules.
 * @throws HansouError CHECKSUM or BAD_INDEX
 */
export function verifySegment(segment: Segment): void {
  segment.container.verify();
  try {
    for (let document = 0; document < segment.documentCount; document++) {
      const found = segment.ids.documentOf(segment.ids.idOf(document));
      if (found !== document) throw damaged(`the document ${document} under its id`, found);
    }
    for (const text of segment.texts) if (text) verifyTerms(text.terms);
  } catch (error) {
    throw asDamage(error);
  }
}

/** Terms rise, and each has its list. */
function verifyTerms(terms: TermsReader): void {
  const block = new TermBlock();
  const entry = new TermEntry();
  const before = new Uint16Array(mostUnits);
  let length = 0;
  let shape = -1;
  let words = 0;
  for (let number = 0; number < terms.blockCount; number++) {
    terms.eachEntry(number, block, entry, () => {
      const order = compareUnits(before, 0, length, entry.units, 0, entry.length);
      if (order > 0 || (order === 0 && entry.shape <= shape)) throw damaged('rising terms', `one in block ${number}`);
      before.set(entry.units);
      length = entry.length;
      shape = entry.shape;
    });
    for (let i = 0; i < block.count; i++) words += block.isWord[i];
  }
  if (words !== terms.wordCount) throw damaged(`${terms.wordCount} words`, words);
}
