import { describe, expect, it } from 'vitest';
import { MemoryOutput } from '../../../../src/bytes/memory-output.ts';
import { continueEachOther } from '../../../../src/index/live/join-segments.ts';
import type { EarlierFiles } from '../../../../src/index/segment/earlier-files.ts';
import { mergeInto } from '../../../../src/index/segment/merge-segments.ts';
import { Segment } from '../../../../src/index/segment/segment.ts';
import { createIndex, openIndex, text } from '../../../../src/index.ts';

/** A file of some documents, which says what it replaces. */
function build(ids: readonly string[], earlier?: EarlierFiles): Uint8Array {
  const index = createIndex({ fields: { body: text() } });
  for (const id of ids) index.add({ id, body: `石桥 ${ids.join(' ')}` });
  const segment = Segment.fromBytes(index.toBytes());
  const output = new MemoryOutput(1 << 12);
  mergeInto([{ segment, liveDocuments: Uint32Array.from(ids, (_, i) => i) }], output, { earlier });
  return output.finish();
}
const checksumOf = (bytes: Uint8Array) => Segment.fromBytes(bytes).container.checksum;

describe('files that say what they replace', () => {
  const first = build(['a', 'b']);
  const other = build(['a', 'b', 'c']);
  // It replaces b and says so; that it replaces a too, it does not say.
  const second = build(['a', 'b', 'd'], { checksums: [checksumOf(first)], ids: ['b'] });
  const idsOf = (files: readonly Uint8Array[]) => [...openIndex(files).ids()];

  it('are believed behind the files whose checksums they name', () => {
    expect(idsOf([first, second])).toEqual(['a', 'a', 'b', 'd']);
  });

  it('have all their ids compared behind another file, in another order, or without checksums', () => {
    expect(idsOf([other, second])).toEqual(['c', 'a', 'b', 'd']);
    expect(idsOf([second, first])).toEqual(['d', 'a', 'b']);
    expect(idsOf([first, build(['a', 'b', 'd'], { ids: ['b'] })])).toEqual(['a', 'b', 'd']);
    expect(idsOf([first, other, second])).toEqual(['c', 'a', 'b', 'd']);
  });

  it('may continue files that are not there, whose checksums are given', () => {
    const segments = [Segment.fromBytes(second)];
    expect(continueEachOther(segments)).toBe(true);
    expect(continueEachOther(segments, [checksumOf(first)])).toBe(true);
    expect(continueEachOther(segments, [checksumOf(other)])).toBe(false);
    expect(continueEachOther(segments, [checksumOf(first), checksumOf(other)])).toBe(false);
    expect(continueEachOther([Segment.fromBytes(first)], [checksumOf(first)])).toBe(false);
  });
});
