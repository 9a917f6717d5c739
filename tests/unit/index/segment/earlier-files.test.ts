import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../../src/bytes/byte-source.ts';
import { MemoryOutput } from '../../../../src/bytes/memory-output.ts';
import { Section } from '../../../../src/bytes/section.ts';
import { toDamageError } from '../../../../src/index/damage.ts';
import { SectionKind } from '../../../../src/index/section-kinds.ts';
import { EarlierFilesReader, writeEarlierFiles } from '../../../../src/index/segment/earlier-files.ts';
import { mergeInto } from '../../../../src/index/segment/merge-segments.ts';
import { Segment } from '../../../../src/index/segment/segment.ts';
import { createIndex, HansouError, openIndex, text } from '../../../../src/index.ts';

const open = (bytes: Uint8Array) => new EarlierFilesReader(new Section(new MemorySource(bytes), 0, bytes.length));

describe('what a file says of earlier files', () => {
  it('is read as it was written', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `文件/${i}.md#${i % 3}\ud83d`);
    for (const earlier of [
      { checksums: [1, 0xffffffff], ids },
      { checksums: [], ids: [] },
    ]) {
      const reader = open(writeEarlierFiles(earlier));
      expect({ checksums: reader.checksums, ids: reader.listIds() }).toEqual(earlier);
    }
  });

  it('is refused when its end is missing, and reads no byte beyond its section when one differs', () => {
    const bytes = writeEarlierFiles({ checksums: [7], ids: ['a', 'b', '石桥'] });
    const read = (changed: Uint8Array): boolean => {
      try {
        open(changed).listIds();
        return true;
      } catch (error) {
        // What reads beyond the bytes is told as damage by those who open files.
        expect(toDamageError(error)).toMatchObject({ code: 'BAD_INDEX' });
        return false;
      }
    };
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) read(Uint8Array.from(bytes, (byte, i) => (i === at ? value : byte)));
      expect(read(bytes.slice(0, at)), `${at} bytes`).toBe(false);
    }
  });

  it('that is damaged in a file throws nothing but our errors when the files are opened', () => {
    const index = createIndex({ fields: { body: text() } });
    for (const id of ['a', 'b']) index.add({ id, body: '石桥' });
    const first = index.toBytes();
    const { container } = Segment.fromBytes(first);
    const output = new MemoryOutput(1 << 12);
    const earlier = { checksums: [container.checksum], ids: ['a', '石桥'] };
    mergeInto([{ segment: Segment.fromBytes(first), liveDocuments: Uint32Array.of(0, 1) }], output, { earlier });
    const second = output.finish();
    const section = Segment.fromBytes(second).container.getSection(SectionKind.Earlier);
    expect(section.length).toBeGreaterThan(12);
    let refused = 0;
    for (let at = section.start; at < section.start + section.length; at++)
      for (const value of [0, 1, 0x7f, 0xff]) {
        const damaged = second.slice();
        damaged[at] = value;
        try {
          expect(openIndex([first, damaged]).size).toBeLessThanOrEqual(4);
        } catch (error) {
          expect(error).toBeInstanceOf(HansouError);
          refused++;
        }
      }
    expect(refused).toBeGreaterThan(10);
  });
});
