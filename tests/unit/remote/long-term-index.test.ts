import { expect, it } from 'vitest';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { Container } from '../../../src/bytes/container.ts';
import type { ByteRange } from '../../../src/bytes/range-cache.ts';
import { text } from '../../../src/fields.ts';
import { indexFormat, SectionKind } from '../../../src/index/section-kinds.ts';
import { maxWholeIndexBytes } from '../../../src/index/termdict/page-index.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

/** Texts in which nearly all pairs of neighbours are different. */
function buildManyTerms(): Uint8Array {
  let state = 5;
  const draw = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 6000));
  };
  const index = createIndex({ fields: { body: text() } });
  for (let i = 0; i < 13_000; i++) index.add({ id: `${i}`, body: Array.from({ length: 45 }, draw).join('') });
  return index.toBytes();
}

it('of a long term index a query reads groups, which a copy in the opening finds', async () => {
  const bytes = buildManyTerms();
  const index = openIndex(bytes);
  index.verify();
  const section = Container.open(indexFormat, new MemorySource(bytes)).getSection(SectionKind.TermIndex, 0);
  expect(section.length).toBeGreaterThan(maxWholeIndexBytes);
  const read: ByteRange[] = [];
  const remote = await openRemote({
    size: bytes.length,
    async read(start, end) {
      read.push({ start, end });
      return bytes.slice(start, end);
    },
  });
  expect(remote.stats).toMatchObject({ requests: 1, waits: 1 });
  const query = String(index.get('77')!['body']).slice(20, 24);
  expect(await remote.search(query)).toEqual(index.search(query));
  const sectionEnd = section.start + section.length;
  const ofSection = read
    .map(({ start, end }) => ({ start: Math.max(start, section.start), end: Math.min(end, sectionEnd) }))
    .filter(({ start, end }) => start < end);
  expect(ofSection.length).toBeGreaterThan(0);
  const readBytes = ofSection.reduce((sum, { start, end }) => sum + end - start, 0);
  expect(readBytes).toBeLessThan(section.length / 2);
  // A block is rounded to 64 bytes, so the end of the copied table may be read with the first group.
  expect(ofSection.filter(({ start }) => start < section.start + 64)).toEqual([]);
  // What loads the rest when nothing else is to do.
  await remote.warmUp(query);
  const { waits } = remote.stats;
  read.length = 0;
  await remote.search(String(index.get('4000')!['body']).slice(3, 7));
  expect(remote.stats.waits).toBeGreaterThan(waits);
  expect(read.filter(({ start, end }) => start < sectionEnd && end > section.start)).toEqual([]);
});
