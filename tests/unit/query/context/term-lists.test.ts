import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import { type BigramList, PostingList } from '../../../../src/index/posting-list.ts';
import { text } from '../../../../src/index.ts';
import { TermLists } from '../../../../src/query/context/term-lists.ts';

const live = new LiveIndex({ body: text() }, new Analyzer());
const add = (i: number) => {
  // 石桥 in all, 何田 in every second one, as often as the rest of i by 4; 莲蓬 in every fiftieth.
  const body = `石桥${i % 2 ? '' : '，何田'.repeat(1 + (i % 4))}${i % 50 ? '' : '，莲蓬'}。`;
  live.add({ id: `d${i}`, body });
};
for (let i = 0; i < 3000; i++) add(i);
// More than one segment, and deleted documents.
live.reader();
for (let i = 3000; i < 3400; i++) add(i);
for (let i = 7; i < 3400; i += 11) live.remove(`d${i}`);
const index = live.reader();
const body = index.getTextReader('body');
const unitsOf = (pair: string) => Uint16Array.from(pair, character => character.charCodeAt(0));
const pair = (word: string) => [body, { kind: TermKind.Bigram, units: unitsOf(word), start: 0, end: 2 }] as const;

const documentsOf = ({ documents, count }: PostingList) => [...documents.subarray(0, count)];
const entriesOf = ({ documents, frequencies, wordFrequencies: words, count }: BigramList) =>
  Array.from({ length: count }, (_, i) => [documents[i], frequencies[i], words[i]]);

function lists(): TermLists {
  const made = new TermLists();
  made.setIndex(index);
  made.beginQuery();
  return made;
}

function listOf(documents: readonly number[]): PostingList {
  const list = new PostingList();
  list.reserve(documents.length);
  list.documents.set(documents);
  list.count = documents.length;
  return list;
}

const all = documentsOf(lists().readAll(...pair('何田')));

describe('documents that are only looked for', () => {
  it('are those of the list, whole or among any candidates', () => {
    expect(all.length).toBeGreaterThan(1000);
    expect(documentsOf(lists().findDocuments(...pair('何田'), undefined))).toEqual(all);
    for (const step of [1, 2, 3, 40, 900]) {
      const candidates = Array.from({ length: index.documentLimit }, (_, i) => i).filter(i => i % step === 0);
      const expected = candidates.filter(document => all.includes(document));
      expect(documentsOf(lists().findDocuments(...pair('何田'), listOf(candidates)))).toEqual(expected);
      expect(documentsOf(lists().findDocumentsToScore(...pair('何田'), listOf(candidates)))).toEqual(expected);
    }
  });

  it('are scored by what the list says of how often, whatever was looked for before', () => {
    const fresh = lists();
    const candidates = fresh.readAll(...pair('莲蓬'));
    const expected = entriesOf(fresh.readForScoring(...pair('何田'), candidates));
    expect(new Set(expected.map(([, frequency]) => frequency)).size).toBeGreaterThan(1);
    const asked = lists();
    asked.findDocuments(...pair('何田'), undefined);
    asked.findDocuments(...pair('何田'), listOf(all));
    expect(entriesOf(asked.readForScoring(...pair('何田'), candidates))).toEqual(expected);
  });
});

describe('the list that documents were found by last', () => {
  it('is not read again to score what it found', () => {
    const asked = lists();
    const found = asked.findDocumentsToScore(...pair('何田'), asked.findDocuments(...pair('莲蓬'), undefined));
    expect(asked.readForScoring(...pair('何田'), found)).toBe(found);
    expect(entriesOf(found)).toEqual(entriesOf(lists().readForScoring(...pair('何田'), listOf(documentsOf(found)))));
  });

  it('is forgotten with the query, though its array is lent again', () => {
    const asked = lists();
    const found = asked.findDocumentsToScore(...pair('何田'), asked.findDocuments(...pair('莲蓬'), undefined));
    asked.beginQuery();
    asked.borrowList();
    const again = asked.borrowList();
    expect(again).toBe(found);
    asked.readIn(...pair('石桥'), listOf([0, 1, 2]), again);
    expect(entriesOf(asked.readForScoring(...pair('何田'), again))).toEqual(
      entriesOf(lists().readForScoring(...pair('何田'), listOf([0, 1, 2]))),
    );
  });
});
