/** Of parts by OR some are verified by the texts: numbers, which stand as they were typed. */
import { expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { createIndex } from '../../../src/search-index.ts';

const index = createIndex({ fields: { body: text() } });
const bodies = ['9月5日通车', '9月3日到10月5日', '石桥今天通车', '石桥9月3日到10月5日', '石桥9月5日', '别的'];
for (const [i, body] of bodies.entries()) index.add({ id: `${i}`, body });

/** The documents of the first tier. */
function idsOf(parts: readonly string[]): string[] {
  const { hits } = index.search({ any: parts.map(words => ({ words })) }, { limit: 100 });
  return hits
    .filter(({ tier }) => tier === 'all')
    .map(({ id }) => id)
    .sort();
}

it('a document with a part that needs no look is found, whatever its numbers are', () => {
  expect(idsOf(['9月5日', '石桥'])).toEqual(['0', '2', '3', '4']);
  expect(idsOf(['石桥', '9月5日'])).toEqual(['0', '2', '3', '4']);
});

it('a document with only the digits of a number is not found', () => {
  expect(idsOf(['9月5日'])).toEqual(['0', '4']);
  expect(idsOf(['9月5日', '没有的词', '8月5日'])).toEqual(['0', '4']);
});
