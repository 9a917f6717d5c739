/** Tags, keywords and suggested weights beside those of nodejieba, on the sample paper. */
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createSegmenter, keywords, type Lexicon } from '../../src/index.ts';
import { readDocuments } from '../../src/node/index.ts';

interface Nodejieba {
  tag(text: string): { word: string; tag: string }[];
  extract(text: string, top: number): { word: string; weight: number }[];
  textRankExtract(text: string, top: number): { word: string; weight: number }[];
}

function loadNodejieba(): Nodejieba | undefined {
  try {
    return createRequire(import.meta.url)('nodejieba') as Nodejieba;
  } catch {
    return undefined;
  }
}

const nodejieba = loadNodejieba();
const nameOfSkip = nodejieba ? '' : ' (skipped: nodejieba is not installed)';
const texts: string[] = [];
let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
  for await (const document of readDocuments(['bench/paper'])) {
    const { body } = document as { body?: string | { text: string } };
    const read = typeof body === 'string' ? body : (body?.text ?? '');
    if (read.length >= 200) texts.push(read);
  }
});

/** Numbers, and what nodejieba makes of a number and the word behind it (三件, 本书), are no keywords here. */
const isNumeral = (word: string) => /[\d.%]|^[一二三四五六七八九十两几本]/.test(word);

/** The mean share of the first keywords that both give. */
function overlap(method: 'tfidf' | 'textrank', extract: (text: string, top: number) => { word: string }[]): number {
  let share = 0;
  for (const each of texts) {
    const theirs = new Set(
      extract(each, 40)
        .map(({ word }) => word)
        .filter(word => !isNumeral(word))
        .slice(0, 10),
    );
    const ours = keywords(each, { lexicon, top: 10, method });
    share += ours.filter(({ word }) => theirs.has(word)).length / Math.max(1, Math.min(10, theirs.size));
  }
  return share / texts.length;
}

describe.skipIf(!nodejieba)(`beside nodejieba${nameOfSkip}`, () => {
  it('words of both have the same tag', () => {
    expect(texts.length).toBeGreaterThan(20);
    const segmenter = createSegmenter({ lexicon });
    let both = 0;
    let same = 0;
    for (const each of texts) {
      const tags = new Map<number, { word: string; tag: string }>();
      let at = 0;
      for (const token of nodejieba!.tag(each)) {
        tags.set(at, token);
        at += token.word.length;
      }
      for (const { text: word, start, tag, kind } of segmenter.segment(each, { tags: true })) {
        const theirs = tags.get(start);
        if (theirs?.word !== word || kind === 'space' || tag === undefined) continue;
        both++;
        if (theirs.tag === tag) same++;
      }
    }
    expect(same / both).toBeGreaterThan(0.95);
  });

  it('keywords are mostly the same', () => {
    expect(overlap('tfidf', nodejieba!.extract)).toBeGreaterThan(0.55);
    // nodejieba's ranks words of every part of speech, ours nouns and verbs.
    expect(overlap('textrank', nodejieba!.textRankExtract)).toBeGreaterThan(0.4);
  });
});
