import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { SectionKind } from '../../../../src/index/section-kinds.ts';
import { buildIndexBytes, indexKinds, open } from '../../../laws/damage/indexes.ts';
import { fixChecksums } from '../../../laws/damage/mutations.ts';

const whole = buildIndexBytes(indexKinds['all sorts of fields'], 11);
const headerSize = 32;
const recordSize = 24;

/** Changes the bytes of a section, with checksums that fit, and gives what verify says. */
function verified(kind: number, part: number, change: (section: Uint8Array, data: DataView) => void): HansouError {
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

const added =
  (fromEnd: number, more: number) =>
  (section: Uint8Array, data: DataView): void =>
    data.setUint32(section.length - fromEnd, data.getUint32(section.length - fromEnd, true) + more, true);

describe('verify refuses bytes whose checksums are right but that no writer wrote, and names the section:', () => {
  it.each<[string, string, number, number, (section: Uint8Array, data: DataView) => void]>([
    ['a field of no type', 'meta', SectionKind.Meta, 0, section => section.set([0x78], section.indexOf(0x3a) - 2)],
    ['an id that its table does not find', 'ids', SectionKind.Ids, 0, section => (section[3] ^= 1)],
    [
      'a document in no slot',
      'ids',
      SectionKind.Ids,
      0,
      section => section.fill(0, section.length - 48, section.length - 11),
    ],
    ['more words than there are', 'body: terms', SectionKind.Terms, 1, added(8, 1)],
    ['a longer word than there is', 'body: terms', SectionKind.Terms, 1, added(4, 1)],
    ['a block under other units', 'body: term index', SectionKind.TermIndex, 1, section => section[8]++],
    [
      'a list of other documents than counted',
      'body: postings',
      SectionKind.Postings,
      1,
      section => section.fill(0, 0, 40),
    ],
    ['a length that does not add up', 'body: lengths', SectionKind.Lengths, 1, section => section[8]++],
    ['texts that do not add up', 'body: texts', SectionKind.Texts, 1, added(16, 1)],
    ['a map longer than its text', 'body: offset maps', SectionKind.OffsetMaps, 1, section => section[0]++],
    ['values out of order', 'author: keywords', SectionKind.Keywords, 2, section => (section[25] = 0x7a)],
    ['a list of no values', 'author: keywords', SectionKind.Keywords, 2, (_, data) => data.setUint8(8, 255)],
    [
      'a 31st of February',
      'date: dates',
      SectionKind.Dates,
      3,
      (_, data) => data.setUint32(4, data.getUint32(4, true) + 31, true),
    ],
    [
      'a number without end',
      'page: numbers',
      SectionKind.Numbers,
      4,
      (_, data) => data.setFloat64(8, Number.POSITIVE_INFINITY, true),
    ],
    ['stored values that do not add up', 'extra: stored values', SectionKind.Stored, 5, added(16, 1)],
  ])('%s (%s)', (_, name, kind, part, change) => {
    const error = verified(kind, part, change);
    expect(error.code).toBe('BAD_INDEX');
    expect(error.message).toContain(`the section "${name}" of this index is damaged`);
  });

  it('a section that no field has', () => {
    const bytes = whole.slice();
    const data = new DataView(bytes.buffer);
    for (let record = headerSize; record < headerSize + recordSize * data.getUint32(8, true); record += recordSize)
      if (data.getUint16(record, true) === SectionKind.OffsetMaps) data.setUint16(record, 99, true);
    expect(() => open(fixChecksums(bytes)).verify()).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
  });
});

describe('verify of bytes alone', () => {
  it('finds every byte that differs, and asks nothing of the rules', () => {
    const flipped = whole.slice();
    flipped[whole.length >> 1] ^= 1;
    expect(() => open(flipped).verify('checksums')).toThrow(expect.objectContaining({ code: 'CHECKSUM' }));
    expect(() => open(fixChecksums(flipped)).verify('checksums')).not.toThrow();
    expect(() => open(whole).verify('checksums')).not.toThrow();
  });
});
