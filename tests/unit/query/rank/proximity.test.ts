import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import { text } from '../../../../src/fields.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import { scoreTerms } from '../../../../src/query/rank/score-terms.ts';
import { weightTerm } from '../../../../src/query/rank/scoring.ts';
import { QuerySession } from '../../../../src/query/run/query-session.ts';
import { createIndex } from '../../../../src/search-index.ts';

const alphabet = [...'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往，。', '5g', ' a1 ', '𠮷'];

function* texts(count: number, longest: number, seed: number): Generator<string> {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let i = 0; i < count; i++) {
    const size = 1 + next(longest);
    // Texts of few different characters, so that most characters are in few texts.
    const some = 2 + next(alphabet.length - 2);
    const from = next(alphabet.length - some + 1);
    yield Array.from({ length: size }, () => alphabet[from + next(some)]).join('');
  }
}

const documents = [...texts(150, 200, 7)];
const questions = [...texts(60, 12, 11)].map(words => `${words}什么`);

describe('proximity', () => {
  it('ranks the same documents first however many are wanted, so every text is read that could be among them', () => {
    const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
    for (const [i, body] of documents.entries())
      index.add({ id: String(i), title: documents[(i * 7) % 150].slice(0, 4), body });
    for (const question of questions) {
      const first = (limit: number) => index.search(question, { limit }).hits.map(({ id, score }) => ({ id, score }));
      const all = first(30);
      for (const limit of [1, 3, 10]) expect(first(limit)).toEqual(all.slice(0, limit));
    }
  });

  it('sees words in the normal form of a title or body: where they are near, the article comes first', () => {
    for (const field of ['title', 'body'] as const) {
      const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
      const gap = '。'.repeat(100);
      index.add({ id: 'far', [field]: `面积㎡。${gap}怎么换算` });
      index.add({ id: 'near', [field]: `面积${gap}㎡。怎么换算` });
      const [first, second] = index.search('m2怎么换算', { limit: 2 }).hits;
      expect(first.id).toBe('near');
      expect(first.score).toBeGreaterThan(second.score);
    }
  });

  it('never exceeds its upper bound, whatever bound is low enough', () => {
    const live = new LiveIndex({ body: text() }, new Analyzer());
    for (const [i, body] of documents.entries()) live.add({ id: String(i), body });
    const index = live.reader();
    const session = new QuerySession();
    for (const question of questions) {
      const { context, matcher, scorer } = session.beginQuery(index);
      const list = context.borrowList();
      for (let i = 0; i < documents.length; i++) list.documents[list.count++] = i;
      let bit = 1;
      const terms = matcher.collectScoredTexts({ words: question }).flatMap(({ text, fields }) =>
        scoreTerms(text).map(term => {
          const isCharacter = term.term.kind === TermKind.Character;
          const each = weightTerm(index, context, term, fields, isCharacter ? bit : 0);
          if (isCharacter) bit <<= 1;
          return each;
        }),
      );
      scorer.score(terms, list, list.count);
      const proximity = session.proximity.beginQuery(terms);
      for (let i = 0; i < documents.length; i++) {
        const score = proximity.score(i);
        for (const enough of [0, score, score + 0.1, 100])
          expect(proximity.upperBound(i, context.termBits[i], enough)).toBeGreaterThanOrEqual(score);
      }
      context.resetScores(list);
    }
  });
});
