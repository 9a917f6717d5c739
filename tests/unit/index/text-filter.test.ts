import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { Segment } from '../../../src/index/segment/segment.ts';
import type { TextStoreReader } from '../../../src/index/store/text-store-reader.ts';
import { TextFilter } from '../../../src/index/text-filter.ts';
import { WideTextFilter } from '../../../src/index/wide-text-filter.ts';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';
import { fold } from '../../../src/text/folding.ts';
import { mayBeChanged, normalize } from '../../../src/text/normal-form.ts';
import { unitsFromString } from '../../../src/text/units.ts';

const usual = ['年', '了', '年了', ' ', '，', '两', 'a', '。', '12', '\n', '们'];
const characters = [...usual, '　', '兩', 'Ａ', '①', '㎡', '\u00ad', '𠮷'];
/** Frequent neighbours become pieces of several units, and what stands once is escaped. */
const word = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...usual) },
  { weight: 2, arbitrary: fc.constantFrom(...characters) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const any = fc.constantFrom(...characters);
/** Strings of few characters overlap with themselves. */
const few = fc.constantFrom('年', '了');
const plain = /^[\u4e00-\u9fff ，。a12\n]*$/;
/** Whether no unit of a folded text may have another normal form. */
const mayStay = (folded: string) => !Array.from(unitsFromString(folded)).some(mayBeChanged);
const texts = fc.sample(
  fc.array(word, { maxLength: 40 }).map(parts => parts.join('')),
  { numRuns: 1500, seed: 20261129 },
);

describe('a text filter', () => {
  let store: TextStoreReader;
  let index: SearchIndex;

  beforeAll(() => {
    const built = createIndex({ fields: { body: text() } });
    for (const [i, body] of texts.entries()) built.add({ id: String(i), body });
    const bytes = built.toBytes();
    store = Segment.fromBytes(bytes).textFields[0]!.store;
    index = openIndex(bytes);
  });

  it.each([
    { maxStrings: TextFilter.maxStrings, maxUnits: 6, create: (some: Uint16Array[]) => new TextFilter(some) },
    { maxStrings: 30, maxUnits: 200, create: (some: Uint16Array[]) => new WideTextFilter(some) },
  ])('rules out no text that contains one of $maxStrings strings, folded or in normal form', options => {
    const { maxStrings, maxUnits, create } = options;
    expect(store.store.encoding.code).toBeDefined();
    let ruledOut = 0;
    let contained = 0;
    const documents = Uint32Array.from(texts, (_, i) => i);
    const phrases = fc
      .array(fc.oneof(few, any), { minLength: 1, maxLength: 5 })
      .map(parts => fold(parts.join('')))
      .filter(phrase => !/[\ud800-\udfff]/.test(phrase) && normalize(phrase) === phrase);
    fc.assert(
      fc.property(fc.array(phrases, { minLength: 1, maxLength: maxStrings }), some => {
        const filter = create(some.map(phrase => unitsFromString(phrase)));
        const possible = new Uint8Array(texts.length);
        store.markPossible(documents, 0, filter, possible);
        texts.forEach((body, document) => {
          const contains = some.some(phrase => fold(body).includes(phrase) || fold(normalize(body)).includes(phrase));
          if (contains) contained++;
          if (possible[document] === 0) ruledOut++;
          if (possible[document] === 0 && contains)
            throw new Error(`${JSON.stringify(body)} was ruled out for ${JSON.stringify(some)}`);
          // It looks at the first units only, so a longer string may be in fewer texts.
          const isShort = some.reduce((units, { length }) => units + length - 1, 1) <= maxUnits;
          if (isShort && possible[document] === 1 && !contains && mayStay(fold(body)))
            throw new Error(`${JSON.stringify(body)} was not ruled out for ${JSON.stringify(some)}`);
        });
      }),
      { numRuns: 120 },
    );
    expect(ruledOut).toBeGreaterThan(contained);
    expect(contained).toBeGreaterThan(1000);
  });

  it('changes no result of quoted strings whose characters stand apart in many texts', () => {
    let count = 0;
    for (const phrase of ['年 了', '了，年', '两 年', '了\n年', '年　了', '年 了，', '了，年 了', '们\n年']) {
      const { hits, total } = index.search({ phrase }, { limit: 2000, exactTotal: true, snippet: false });
      expect(total).toBe(hits.length);
      const ids = hits.map(({ id }) => Number(id)).sort((a, b) => a - b);
      const expected = texts.flatMap((body, i) => (fold(body).includes(fold(phrase)) ? [i] : []));
      const isPlain = (i: number) => plain.test(fold(texts[i]));
      expect(ids.filter(isPlain)).toEqual(expected.filter(isPlain));
      count += expected.filter(isPlain).length;
    }
    expect(count).toBeGreaterThan(10);
  });
});
