import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, date, keyword, number, stored, text } from '../../../src/index.ts';
import { DocumentSet } from '../../../src/query/context/document-set.ts';
import { TopK } from '../../../src/query/context/top-k.ts';
import { parseQueryWithWarnings } from '../../../src/query/language/parse.ts';
import { checkQuery } from '../../../src/query/language/query.ts';
import { MatchList, NeedleMatcher } from '../../../src/text/needle-matcher.ts';
import { fuzzRuns } from '../../fuzz-runs.ts';

const typed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'监利 韩旭"“”「」『』-|*:：＊－NOTOR()（）\\..\t'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
  maxLength: 60,
});

/** Up to some 9,000 units of signs with a meaning, so that every limit is reached. */
const signs = fc
  .array(
    fc.constantFrom('a', '监', ' ', '|', '"', '“', '”', ' -', 'NOT ', ' OR ', 'AND ', 'NOT:', '..', '*', '\\', '𠮷'),
    { maxLength: 6000, size: 'max' },
  )
  .map(tokens => tokens.join(''));

describe('the query parser', () => {
  it('accepts every text and returns a valid query and warnings with spans inside the text', () => {
    fc.assert(
      fc.property(fc.oneof({ arbitrary: typed, weight: 9 }, { arbitrary: signs, weight: 1 }), text => {
        const { query, warnings } = parseQueryWithWarnings(text, name => name === 'NOT');
        checkQuery(query);
        expect(structuredClone(query)).toEqual(query);
        expect(JSON.parse(JSON.stringify(query))).toEqual(query);
        for (const { span } of warnings)
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });

  it('returns every quoted phrase unchanged if its quotation marks are escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }), piece => {
        fc.pre(piece.trim() !== '' && !/["\\＂＼]/.test(piece));
        expect(parseQueryWithWarnings(`"${piece}"`).query).toEqual({ phrase: piece });
        expect(parseQueryWithWarnings(`"${piece}\\"${piece}"`).query).toEqual({ phrase: `${piece}"${piece}` });
      }),
    );
  });
});

describe('typing into an index with every kind of field', () => {
  const index = createIndex({
    fields: { title: text(), author: keyword(), date: date(), page: number(), more: stored() },
  });
  index.add({ id: '1', title: '石桥通车', author: '何田', date: '2022-09-05', page: 3, more: 1 });

  it('never throws for any typed text', () => {
    const piece = fc.constantFrom(
      ...['title', 'author', 'date', 'page', 'more', 'other', 'constructor', '__proto__'].map(name => `${name}:`),
      ...['石桥', '何田', '2022', '-09', '3', '.', '..', '*', '"', '“', '”', '-', ' ', ' | ', '：', '９', 'NaN', 'e'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        index.search(pieces.join(''));
        index.suggest(pieces.join(''));
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });
});

describe('DocumentSet', () => {
  it('has the same members as a Set after any operations', () => {
    const numbers = (limit: number) => fc.array(fc.nat({ max: limit - 1 }), { maxLength: 80 });
    const operation = fc.constantFrom('intersectWith', 'uniteWith', 'subtract');
    fc.assert(
      fc.property(
        fc
          .constantFrom(1, 31, 32, 33, 64, 100)
          .chain(limit =>
            fc.tuple(fc.constant(limit), fc.array(fc.tuple(operation, numbers(limit)), { maxLength: 8 })),
          ),
        ([limit, steps]) => {
          const set = new DocumentSet(limit).fill();
          let model = new Set(Array.from({ length: limit }, (_, i) => i));
          for (const [how, members] of steps) {
            set[how](new DocumentSet(limit).addAll(Uint32Array.from(members), members.length));
            const other = new Set(members);
            model = new Set(
              Array.from({ length: limit }, (_, i) => i).filter(i =>
                how === 'intersectWith'
                  ? model.has(i) && other.has(i)
                  : how === 'uniteWith'
                    ? model.has(i) || other.has(i)
                    : model.has(i) && !other.has(i),
              ),
            );
          }
          const copied = new Uint32Array(limit);
          expect([...copied.subarray(0, set.copyTo(copied))]).toEqual([...model].sort((a, b) => a - b));
          expect(set.size).toBe(model.size);
          for (let i = 0; i < limit; i++) expect(set.has(i)).toBe(model.has(i));
        },
      ),
    );
  });
});

describe('TopK', () => {
  it('returns the first k of all documents, by score and then by number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 1.5, 2, 7), { maxLength: 60 }),
        fc.nat({ max: 20 }),
        fc.nat(),
        (scores, k, seed) => {
          const order = scores.map((_, i) => i).sort((x, y) => ((x * 7919 + seed) % 97) - ((y * 7919 + seed) % 97));
          const top = new TopK(k);
          // It starts again with a smaller or larger k, which discards its content.
          for (const [i, document] of order.entries()) if (i % 2) top.offer(document, scores[document]);
          const other = seed % 30;
          top.reset(other);
          for (const document of order) top.offer(document, scores[document]);
          const best = scores.map((_, i) => i).sort((x, y) => scores[y] - scores[x] || x - y);
          const { documents, count } = top.sort();
          expect([...documents.subarray(0, count)]).toEqual(best.slice(0, other));
        },
      ),
    );
  });
});

describe('NeedleMatcher', () => {
  const text = fc.string({ unit: fc.constantFrom('监', '利', '县', 'a', 'b', '1', ' ', '，', '𠮷'), maxLength: 40 });
  const wordly = (character: string | undefined) => character !== undefined && /[a-z0-9]/.test(character);

  it('finds exactly the occurrences that have their Latin words and numbers whole', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.string({ unit: fc.constantFrom('监', '利', 'a', '1', ' ', '𠮷'), minLength: 1, maxLength: 3 }), {
          maxLength: 5,
        }),
        (hay, needles) => {
          const units = Uint16Array.from({ length: hay.length }, (_, i) => hay.charCodeAt(i));
          const found = new MatchList();
          new NeedleMatcher(needles).find(units, units.length, found);
          const got = Array.from({ length: found.count }, (_, i) => [found.starts[i], found.ends[i], found.needles[i]]);
          const expected: number[][] = [];
          for (let at = 0; at < hay.length; at++)
            needles.forEach((needle, i) => {
              if (!hay.startsWith(needle, at)) return;
              if (wordly(needle[0]) && wordly(hay[at - 1])) return;
              if (wordly(needle.at(-1)) && wordly(hay[at + needle.length])) return;
              expected.push([at, at + needle.length, i]);
            });
          const byPlace = (x: number[], y: number[]) => x[0] - y[0] || y[1] - x[1] || x[2] - y[2];
          expect(got).toEqual(expected.sort(byPlace));
        },
      ),
      { numRuns: fuzzRuns(500) },
    );
  });
});
