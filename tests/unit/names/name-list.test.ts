import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../../src/lexicon/parse-lexicon.ts';
import type { NameCandidate } from '../../../src/names/name-candidate.ts';
import { applyNameList, formatNameList, parseNameList } from '../../../src/names/name-list.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';

const candidate = (word: string, kind: NameCandidate['kind'], tag: string): NameCandidate => ({
  word,
  kind,
  tag,
  score: 0.9,
  count: 3,
  documents: 2,
  aliases: [],
  contexts: [{ text: 0, span: { start: 2, end: 2 + word.length }, passage: `书记${word}说` }],
});

describe('a list of names', () => {
  it('is a user dictionary, by kind, with the evidence as comments', () => {
    const list = formatNameList([candidate('韩曦', 'person', 'nr'), candidate('苇渡镇', 'place', 'ns')]);
    expect(list).toContain('# Persons\n# 0.9 3 2: 书记韩曦说\n韩曦 nr\n');
    expect(parseLexicon(list)).toEqual([
      { word: '韩曦', tag: 'nr' },
      { word: '苇渡镇', tag: 'ns' },
    ]);
  });

  it('keeps what a person decided: kept, dropped, another kind', () => {
    const first = formatNameList(['韩曦', '强调', '云汀'].map(word => candidate(word, 'person', 'nr')));
    const reviewed = first.replace('强调 nr', '#- 强调 nr').replace('云汀 nr', '云汀 50 ns');
    const second = formatNameList(
      ['强调', '云汀', '鲁雪'].map(word => candidate(word, 'person', 'nr')),
      parseNameList(reviewed),
    );
    expect(parseNameList(second)).toEqual({
      kept: [
        { word: '韩曦', tag: 'nr' },
        { word: '云汀', weight: 50, tag: 'ns' },
        { word: '鲁雪', tag: 'nr' },
      ],
      dropped: ['强调'],
    });
    expect(formatNameList([], parseNameList(second)).match(/强调/g)).toHaveLength(1);
  });

  it('is applied to a lexicon: what was kept is a word, what was dropped is found by no name edge', async () => {
    const lexicon = await baseLexicon(undefined, { names: 'persons' });
    const text = '县委书记韩曦说，动起来干起来。';
    const tagsOf = (each: Lexicon) =>
      new Map(
        createSegmenter({ lexicon: each })
          .segment(text, { tags: true })
          .map(({ text, tag }) => [text, tag]),
      );
    expect(tagsOf(lexicon).get('韩曦')).toBe('nr');
    const reviewed = tagsOf(applyNameList(lexicon, parseNameList('#- 韩曦 nr\n#- 说\n动起来干起来 nz\n')));
    expect(reviewed.get('韩曦')).not.toBe('nr');
    expect(reviewed.get('动起来干起来')).toBe('nz');
    // A word of the lexicon stays one.
    expect(reviewed.get('说')).toBe('v');
  });

  it('keeps words with spaces and digits whole', () => {
    const list = formatNameList([candidate('动起来 干起来', 'slogan', 'nz'), candidate('6 月 1 日', 'term', 'nz')]);
    expect(parseNameList(list).kept.map(({ word }) => word)).toEqual(['动起来 干起来', '6 月 1 日']);
  });

  it('lets no passage end its comment or control a terminal', () => {
    const bad = { ...candidate('韩曦', 'person', 'nr'), contexts: [] };
    const passage = '书记\r\n强调 nr\u2028\u001b[31m\u202e韩曦';
    const list = formatNameList([{ ...bad, contexts: [{ text: 0, span: { start: 0, end: 2 }, passage }] }]);
    expect(parseNameList(list).kept).toEqual([{ word: '韩曦', tag: 'nr' }]);
    expect(list).not.toMatch(/[\u001b\u2028\u202e]/);
  });

  it('refuses a line that drops nothing, by file and line', () => {
    expect(() => parseNameList('韩曦 nr\n#-\n', 'names.txt')).toThrow(/names\.txt, line 2/);
  });
});
