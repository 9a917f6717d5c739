import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../../src/bytes/byte-source.ts';
import { text } from '../../../../src/fields.ts';
import { Segment } from '../../../../src/index/segment/segment.ts';
import { TermBlock } from '../../../../src/index/termdict/term-block.ts';
import { TermEntry } from '../../../../src/index/termdict/term-entry.ts';
import { Lexicon } from '../../../../src/lexicon/lexicon.ts';
import { createIndex } from '../../../../src/search-index.ts';
import { stringFromUnits } from '../../../../src/text/units.ts';

/** Words that overlap, so that some stand only inside others; each next text has the words of those before more often. */
const words = ['石桥', '石桥村', '石桥村民', '桥村', '村民', '民委', '村民委员会', '委员', '员会', '监利', '监利县'];
const lexicon = Lexicon.fromEntries(words.map((word, i) => ({ word, weight: 100 + i, isName: i % 3 === 0 })));

const han = fc.integer({ min: 0x4e00, max: 0x4e60 }).map(unit => String.fromCharCode(unit));
const anyText = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: han },
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom('𠮷野', '𠮷', '한국', 'に', '！', ' ') },
    // Runs so long that those of one block have no room where most terms have it.
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 64 }).map(length => ` ${'abcdefgh'.repeat(8).slice(0, length)} `),
    },
  ),
  { maxLength: 60 },
);

/** The dictionary of an index in which the texts stand, some of them many times. */
function openTerms(texts: readonly string[][]) {
  const index = createIndex({ fields: { body: text() }, lexicon });
  for (const [i, parts] of texts.entries())
    for (let copy = 0; copy <= (i % 4) * 3; copy++)
      index.add({ id: `${i} ${copy}`, body: parts.join('').repeat(1 + i) });
  return Segment.open(new MemorySource(index.toBytes())).textFields[0]!.termReader;
}

describe('a block of terms', () => {
  it('has the same terms, decoded at once or some at a time, all runs of letters among them; and each list, read alone, is the one that is read behind all others', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (texts, step) => {
        const terms = openTerms(texts);
        const whole = new TermBlock();
        const slow = new TermBlock();
        const entry = new TermEntry();
        const alone = new TermEntry();
        const found = new Set<string>();
        for (let ordinal = 0; ordinal < terms.blockCount; ordinal++) {
          terms.openBlock(ordinal, slow);
          for (let to = 0; to < slow.count; to += step) terms.decodeTerms(slow, Math.min(slow.count, to + step));
          let at = 0;
          terms.visitEntries(ordinal, whole, entry, () => {
            const describe = ({ starts, lengths, units, ...block }: TermBlock) => [
              [...units.subarray(starts[at], starts[at] + lengths[at])],
              ...[block.shapes, block.documentCounts, block.isWord, block.isName, block.wordDocuments].map(
                all => all[at],
              ),
              ...[block.pathDocuments, block.postingsStarts, block.postingsSizes].map(all => all[at]),
            ];
            expect(describe(slow)).toEqual(describe(whole));
            found.add(stringFromUnits(slow.units, slow.starts[at], slow.starts[at] + slow.lengths[at]));
            terms.readPostings(slow, at, alone);
            const listOf = ({ postings }: TermEntry) => {
              const { documents, frequencies, wordCodes, count } = postings;
              const codes = entry.isWord && entry.shape === 1 ? [...wordCodes.subarray(0, count)] : [];
              return [[...documents.subarray(0, count)], [...frequencies.subarray(0, count)], codes];
            };
            expect(listOf(alone)).toEqual(listOf(entry));
            at++;
          });
          expect(at).toBe(whole.count);
        }
        const runs = texts.flat().filter(part => part.includes('a'));
        expect(runs.filter(run => !found.has(run.trim()))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
