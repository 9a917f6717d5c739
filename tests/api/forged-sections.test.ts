/** A directory of sections that somebody forged, checksums included: sections over each other, apart, outside or listed twice. */
import { describe, expect, it } from 'vitest';
import { keyword, stored, text } from '../../src/fields.ts';
import { createIndex, openIndex } from '../../src/search-index.ts';
import { fixChecksums } from '../laws/damage/mutations.ts';

const index = createIndex({ fields: { body: text(), author: keyword(), more: stored() } });
for (let i = 0; i < 40; i++)
  index.add({ id: `${i}`, body: `石桥今天通车，第${i}天。`, author: `${i % 3}`, more: { i } });
const bytes = index.toBytes();
const [header, record] = [32, 24];
const count = new DataView(bytes.buffer).getUint32(8, true);

type Place = readonly [start: number, length: number];

function placeOf(section: number): Place {
  const data = new DataView(bytes.buffer, header + record * section);
  return [data.getUint32(8, true), data.getUint32(16, true)];
}

/** The file with another place of a section, and right checksums. */
function forge(section: number, [start, length]: Place): Uint8Array {
  const forged = bytes.slice();
  const data = new DataView(forged.buffer, header + record * section);
  data.setBigUint64(8, BigInt(start), true);
  data.setBigUint64(16, BigInt(length), true);
  return fixChecksums(forged);
}

const forgeries: Readonly<Record<string, (own: Place, other: Place) => Place>> = {
  'where another one is': (_, other) => other,
  'inside another one': (_, [start, length]) => [start + 8, Math.max(0, length - 16)],
  'from its place to behind another one': ([start], [otherStart, length]) => [start, otherStart + length - start],
  'over the directory': ([, length]) => [0, length],
  'over the whole file': () => [0, bytes.length],
  'outside the file': ([, length]) => [bytes.length + 8, length],
  'from its place to far outside': ([start]) => [start, 2 ** 52],
  'at a place that no number can say': ([, length]) => [2 ** 53 - 8, length],
};

describe.each(Object.keys(forgeries))('a section that lies %s', name => {
  it('makes a file that is refused when it is opened', () => {
    let tried = 0;
    for (let section = 0; section < count; section++)
      for (let other = 0; other < count; other++) {
        const [start, length] = forgeries[name](placeOf(section), placeOf(other));
        const [ownStart, ownLength] = placeOf(section);
        // Zeros behind a section up to the next multiple of 8 are its own.
        const isSame = start === ownStart && Math.ceil(length / 8) === Math.ceil(ownLength / 8);
        if (section === other || length < 0 || isSame) continue;
        expect(() => openIndex(forge(section, [start, length])), `${section} ${start} ${length}`).toThrow(
          expect.objectContaining({ code: 'BAD_INDEX' }),
        );
        tried++;
      }
    expect(tried).toBeGreaterThan(count / 2);
  });
});

it('a section that is listed twice, in place of another one, makes a file that is refused or answers without it', () => {
  for (let section = 0; section < count; section++)
    for (let other = 0; other < count; other++) {
      const forged = bytes.slice();
      forged.copyWithin(header + record * other, header + record * section, header + record * section + 4);
      try {
        openIndex(fixChecksums(forged)).search('石桥');
      } catch (error) {
        expect(error).toMatchObject({ code: 'BAD_INDEX' });
      }
    }
});
