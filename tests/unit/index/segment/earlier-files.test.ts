import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../../src/bytes/byte-source.ts';
import { Section } from '../../../../src/bytes/section.ts';
import { EarlierFilesReader, writeEarlierFiles } from '../../../../src/index/segment/earlier-files.ts';

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

  it('throws nothing but BAD_INDEX when a byte differs or the end is missing', () => {
    const bytes = writeEarlierFiles({ checksums: [7], ids: ['a', 'b', '石桥'] });
    const read = (changed: Uint8Array) => {
      try {
        open(changed).listIds();
      } catch (error) {
        if (!(error instanceof RangeError)) expect(error).toMatchObject({ code: 'BAD_INDEX' });
      }
    };
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = bytes.slice();
        changed[at] = value;
        read(changed);
      }
      read(bytes.slice(0, at));
    }
  });
});
