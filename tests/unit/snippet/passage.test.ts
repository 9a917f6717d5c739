import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBestPassage, type WeightedMatch } from '../../../src/snippet/passage.ts';
import { fold } from '../../../src/text/folding.ts';

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => fold(text).charCodeAt(i));

/** All occurrences of the words, by start. The words must not overlap. */
function findMatches(text: string, words: Readonly<Record<string, number>>): WeightedMatch[] {
  const matches: WeightedMatch[] = [];
  Object.entries(words).forEach(([word, weight], needle) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      matches.push({ start: at, end: at + word.length, needle, weight });
  });
  return matches.sort((a, b) => a.start - b.start);
}

function bestPassageText(
  text: string,
  words: Readonly<Record<string, number>>,
  length: number,
  shown: number[] = [],
): string {
  const bounds = { start: 0, end: text.length };
  const { start, end } = findBestPassage(unitsOf(text), bounds, findMatches(text, words), length, new Set(shown));
  return text.slice(start, end);
}

/** The span of the first of the best groups, and its score: each needle that is new, and a tenth for one that is repeated. */
function findBestGroupSlowly(matches: readonly WeightedMatch[], length: number, shown: ReadonlySet<number>) {
  let best = { start: 0, end: 0, score: 0 };
  matches.forEach(({ start }, first) => {
    const found = new Set(shown);
    let score = 0;
    let end = start;
    for (let at = first; at < matches.length; at++) {
      const { needle, weight, ...place } = matches[at];
      if (at > first && place.end - start > length) break;
      if (found.has(needle)) score += weight * 0.1;
      else {
        found.add(needle);
        end = place.end;
        score += weight;
        const before = matches[at - 1];
        if (at > first && before.needle !== needle) score += (weight * 0.3) / (1 + (place.start - before.end) / 8);
      }
    }
    if (score > best.score) best = { start, end, score };
  });
  return best;
}

const filler = '这里说的是别的事情，和所问的没有关系。';

describe('findBestPassage', () => {
  it('prefers more distinct words to more occurrences of one word', () => {
    const text = `${filler}桥梁、桥梁、桥梁都修好了。${filler.repeat(3)}桥梁和公路都修好了。${filler}`;
    expect(bestPassageText(text, { 桥梁: 1, 公路: 1 }, 24)).toContain('桥梁和公路都修好了。');
  });

  it('prefers words that are close together', () => {
    const text = `${filler}桥梁那边的人们昨天下午修了公路。${filler.repeat(3)}桥梁公路都修好了。${filler}`;
    expect(bestPassageText(text, { 桥梁: 1, 公路: 1 }, 30)).toContain('桥梁公路都修好了。');
  });

  it('prefers words with a greater weight', () => {
    const text = `${filler}桥梁修好了。${filler.repeat(3)}公路修好了。${filler}`;
    expect(bestPassageText(text, { 桥梁: 1, 公路: 3 }, 24)).toContain('公路修好了。');
  });

  it.each(['。', '！', '？', '；'])('begins after %s and ends with it', sign => {
    const sentence = `新的桥梁昨天已经修好了${sign}`;
    const text = `${'前面的话'.repeat(9)}${sign}${sentence}${'后面的话'.repeat(9)}`;
    expect(bestPassageText(text, { 桥梁: 1 }, 16)).toBe(sentence);
  });

  it('does not begin with punctuation that belongs to the text before', () => {
    const text = `${filler}他说：“都修好了。”，桥梁也修好了。${filler.repeat(2)}`;
    expect(bestPassageText(text, { 桥梁: 1 }, 14)).toMatch(/^桥梁也修好了。/);
  });

  it('includes the quotation mark that closes after a sentence', () => {
    const text = `${filler.repeat(2)}“桥梁也修好了。”后来的事情后来再说吧${filler.repeat(2)}`;
    expect(bestPassageText(text, { 桥梁: 1 }, 12)).toBe('“桥梁也修好了。”');
  });

  it('begins and ends with a clause when no sentence fits', () => {
    const text = `${'前面的话'.repeat(9)}，桥梁昨天已经都修好了，${'后面的话'.repeat(9)}`;
    expect(bestPassageText(text, { 桥梁: 1 }, 13)).toBe('桥梁昨天已经都修好了');
  });

  it('does not end inside a match', () => {
    expect(bestPassageText('桥梁前面的话又长'.repeat(4), { 桥梁: 1 }, 9)).toBe('桥梁前面的话又长');
  });

  it('prefers words that other passages do not show', () => {
    const text = `${filler}桥梁和公路。${filler.repeat(3)}学校。${filler}`;
    expect(bestPassageText(text, { 桥梁: 1, 公路: 1, 学校: 1 }, 20, [0, 1])).toContain('学校。');
  });

  it('shows the group with the highest score, the earlier one of two, as if all groups were added up', () => {
    const match = fc.record({
      gap: fc.nat({ max: 9 }),
      size: fc.integer({ min: 1, max: 3 }),
      needle: fc.nat({ max: 5 }),
    });
    fc.assert(
      fc.property(
        fc.array(match, { minLength: 1, maxLength: 60 }),
        fc.array(fc.constantFrom(0, 0.1, 0.7, 1, 1, 3), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 1, max: 60 }),
        fc.subarray([0, 1, 2, 3, 4, 5]),
        (drawn, weights, length, shown) => {
          let end = 0;
          const matches = drawn.map(({ gap, size, needle }) => {
            const start = end + gap;
            end = start + size;
            return { start, end, needle, weight: weights[needle] };
          });
          const expected = findBestGroupSlowly(matches, length, new Set(shown));
          // Without signs and letters, a passage that is longer than the group goes on at both of its sides.
          const units = new Uint16Array(end + 100).fill(0x4e00);
          const bounds = { start: 0, end: units.length };
          const passage = findBestPassage(units, bounds, matches, length, new Set(shown));
          expect(passage.score).toBe(expected.score);
          if (expected.score === 0) return;
          expect(passage.start).toBeLessThanOrEqual(expected.start);
          expect(passage.end).toBeGreaterThanOrEqual(expected.end);
        },
      ),
      { numRuns: 3000 },
    );
  });

  const part = fc.constantFrom(
    ...[
      '桥梁',
      'node.js',
      '1,000',
      '3.14',
      '100%',
      'COVID-19',
      '𠮷',
      '😀',
      '，',
      '。',
      '”',
      ' ',
      '的',
      '话',
      'a',
      '12:30',
    ],
  );

  it('stays within its length and bounds and splits no Latin word, number, surrogate pair or match', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        fc.nat(),
        (parts, length, a, b) => {
          // Han characters between the parts make each part a token of its own.
          const text = parts.join('字');
          const edges: number[] = [];
          let at = 0;
          const insideTokens = new Set<number>();
          for (const each of parts) {
            edges.push(at);
            for (let i = 1; i < each.length; i++) insideTokens.add(at + i);
            at += each.length + 1;
          }
          const [from, to] = [edges[a % edges.length], edges[b % edges.length]].sort((x, y) => x - y);
          const bounds = { start: from, end: to === from ? text.length : to };
          const matches = findMatches(text, { 桥梁: 1, 'node.js': 2, 的: 0.5 });
          const { start, end, score } = findBestPassage(unitsOf(text), bounds, matches, length, new Set());
          const inside = matches.filter(match => match.start >= bounds.start && match.end <= bounds.end);
          expect(start).toBeGreaterThanOrEqual(bounds.start);
          expect(end).toBeLessThanOrEqual(bounds.end);
          expect(end - start).toBeLessThanOrEqual(Math.max(length, ...inside.map(match => match.end - match.start)));
          // A token longer than the passage must be split where the passage would be empty otherwise.
          if (end > start && length >= 8) for (const edge of [start, end]) expect(insideTokens.has(edge)).toBe(false);
          if (inside.length) {
            expect(score).toBeGreaterThan(0);
            expect(inside.some(match => match.start >= start && match.end <= end)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
