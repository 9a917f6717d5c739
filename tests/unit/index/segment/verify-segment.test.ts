import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { SectionKind } from '../../../../src/index/section-kinds.ts';
import { buildIndexBytes, indexKinds, open } from '../../../laws/damage/indexes.ts';
import { fixChecksums } from '../../../laws/damage/mutations.ts';

const whole = buildIndexBytes(indexKinds['all sorts of fields'], 11);
const headerSize = 32;
const recordSize = 24;

/** Changes the bytes of a section, corrects the checksums, and returns the error that verify throws. */
function verifyChanged(kind: number, part: number, change: (section: Uint8Array, data: DataView) => void): HansouError {
  const bytes = whole.slice();
  const data = new DataView(bytes.buffer);
  for (let record = headerSize; record < headerSize + recordSize * data.getUint32(8, true); record += recordSize) {
    if (data.getUint16(record, true) !== kind || data.getUint16(record + 2, true) !== part) continue;
    const [start, length] = [data.getUint32(record + 8, true), data.getUint32(record + 16, true)];
    change(bytes.subarray(start, start + length), new DataView(bytes.buffer, start, length));
  }
  expect(bytes).not.toEqual(whole);
  try {
    open(fixChecksums(bytes)).verify();
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
  throw new Error('verify found nothing');
}

const addTo =
  (fromEnd: number, more: number) =>
  (section: Uint8Array, data: DataView): void =>
    data.setUint32(section.length - fromEnd, data.getUint32(section.length - fromEnd, true) + more, true);

describe('verify refuses bytes with valid checksums that no writer produced, and names the section:', () => {
  it.each<[string, string, number, number, (section: Uint8Array, data: DataView) => void]>([
    ['a field without a type', 'meta', SectionKind.Meta, 0, section => section.set([0x78], section.indexOf(0x3a) - 2)],
    ['an id that its table does not find', 'ids', SectionKind.Ids, 0, section => (section[3] ^= 1)],
    [
      'a document that is in no slot',
      'ids',
      SectionKind.Ids,
      0,
      section => section.fill(0, section.length - 48, section.length - 11),
    ],
    ['a word count that is too large', 'body: terms', SectionKind.Terms, 1, addTo(8, 1)],
    ['a maximum word length that is too large', 'body: terms', SectionKind.Terms, 1, addTo(4, 1)],
    ['pages of another size', 'body: terms', SectionKind.TermIndex, 1, section => section[0]++],
    ['a block with the wrong first units', 'body: terms', SectionKind.Terms, 1, section => section[8]++],
    ['a page that begins with no block', 'body: terms', SectionKind.Terms, 1, section => (section[4] += 1)],
    ['a copy that differs from the file', 'opening', SectionKind.Opening, 0, section => section[8]++],
    ['a copy of what is behind the file', 'opening', SectionKind.Opening, 0, section => section.fill(255, 0, 6)],
    ['a copy longer than the section', 'opening', SectionKind.Opening, 0, section => section.fill(255, 6, 8)],
    [
      'a list whose documents differ from its counts',
      'body: postings',
      SectionKind.Postings,
      1,
      section => section.fill(0, 0, 40),
    ],
    ['a length that does not add up to the total', 'body: lengths', SectionKind.Lengths, 1, section => section[8]++],
    ['texts that do not add up to their total', 'documents', SectionKind.Documents, 0, addTo(32, 1)],
    ['ids that do not add up to their total', 'documents', SectionKind.Documents, 0, addTo(48, 1)],
    ['signs that the text does not have', 'body: signs', SectionKind.Signs, 1, section => (section[0] ^= 1)],
    ['a map longer than its text', 'body: offset maps', SectionKind.OffsetMaps, 1, section => section[0]++],
    ['values out of order', 'author: keywords', SectionKind.Keywords, 2, section => (section[25] = 0x7a)],
    ['a list without values', 'author: keywords', SectionKind.Keywords, 2, (_, data) => data.setUint8(8, 255)],
    [
      'a 31st of February',
      'date: dates',
      SectionKind.Dates,
      3,
      (_, data) => data.setUint32(4, data.getUint32(4, true) + 31, true),
    ],
    [
      'an infinite number',
      'page: numbers',
      SectionKind.Numbers,
      4,
      (_, data) => data.setFloat64(8, Number.POSITIVE_INFINITY, true),
    ],
    ['stored values that do not add up to their total', 'documents', SectionKind.Documents, 0, addTo(24, 1)],
  ])('%s (%s)', (_, name, kind, part, change) => {
    const error = verifyChanged(kind, part, change);
    expect(error.code).toBe('BAD_INDEX');
    expect(error.message).toContain(`the section "${name}" of this index is damaged`);
  });

  it('a section that belongs to no field', () => {
    const bytes = whole.slice();
    const data = new DataView(bytes.buffer);
    for (let record = headerSize; record < headerSize + recordSize * data.getUint32(8, true); record += recordSize)
      if (data.getUint16(record, true) === SectionKind.OffsetMaps) data.setUint16(record, 99, true);
    expect(() => open(fixChecksums(bytes)).verify()).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
  });
});

describe('verify of checksums alone', () => {
  it('finds a changed byte, and accepts any bytes with valid checksums', () => {
    const flipped = whole.slice();
    flipped[whole.length >> 1] ^= 1;
    expect(() => open(flipped).verify('checksums')).toThrow(expect.objectContaining({ code: 'CHECKSUM' }));
    expect(() => open(fixChecksums(flipped)).verify('checksums')).not.toThrow();
    expect(() => open(whole).verify('checksums')).not.toThrow();
  });
});
