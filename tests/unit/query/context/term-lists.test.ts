import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import { type BigramList, PostingList } from '../../../../src/index/posting-list.ts';
import { text } from '../../../../src/index.ts';
import { TermLists } from '../../../../src/query/context/term-lists.ts';

const live = new LiveIndex({ body: text() }, new Analyzer());
const add = (i: number) => {
  // 石桥 is in all documents, 何田 in every second one 1 + i % 4 times, 莲蓬 in every fiftieth.
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
const unitsOf = (text: string) => Uint16Array.from(text, character => character.charCodeAt(0));
const bigram = (word: string) => [body, { kind: TermKind.Bigram, units: unitsOf(word), start: 0, end: 2 }] as const;

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

const all = documentsOf(lists().readAll(...bigram('何田')));

describe('TermLists', () => {
  it('finds the documents of a list, all of them or those that are candidates', () => {
    expect(all.length).toBeGreaterThan(1000);
    expect(documentsOf(lists().findDocuments(...bigram('何田'), undefined))).toEqual(all);
    for (const step of [1, 2, 3, 40, 900]) {
      const candidates = Array.from({ length: index.documentLimit }, (_, i) => i).filter(i => i % step === 0);
      const expected = candidates.filter(document => all.includes(document));
      expect(documentsOf(lists().findDocuments(...bigram('何田'), listOf(candidates)))).toEqual(expected);
      expect(documentsOf(lists().findDocumentsToScore(...bigram('何田'), listOf(candidates)))).toEqual(expected);
    }
  });

  it('gives frequencies for scoring even if the documents were found without them before', () => {
    const fresh = lists();
    const candidates = fresh.readAll(...bigram('莲蓬'));
    const expected = entriesOf(fresh.readForScoring(...bigram('何田'), candidates, true));
    expect(new Set(expected.map(([, frequency]) => frequency)).size).toBeGreaterThan(1);
    const queried = lists();
    queried.findDocuments(...bigram('何田'), undefined);
    queried.findDocuments(...bigram('何田'), listOf(all));
    expect(entriesOf(queried.readForScoring(...bigram('何田'), candidates, true))).toEqual(expected);
  });

  it('does not read the list again that documents were found by last', () => {
    const queried = lists();
    const found = queried.findDocumentsToScore(...bigram('何田'), queried.findDocuments(...bigram('莲蓬'), undefined));
    expect(queried.readForScoring(...bigram('何田'), found, true)).toBe(found);
    expect(entriesOf(found)).toEqual(
      entriesOf(lists().readForScoring(...bigram('何田'), listOf(documentsOf(found)), true)),
    );
  });

  it('forgets that list with the query, though its arrays are borrowed again', () => {
    const queried = lists();
    const found = queried.findDocumentsToScore(...bigram('何田'), queried.findDocuments(...bigram('莲蓬'), undefined));
    queried.beginQuery();
    queried.borrowList();
    const again = queried.borrowList();
    expect(again).toBe(found);
    queried.readIn(...bigram('石桥'), listOf([0, 1, 2]), again);
    expect(entriesOf(queried.readForScoring(...bigram('何田'), again, true))).toEqual(
      entriesOf(lists().readForScoring(...bigram('何田'), listOf([0, 1, 2]), true)),
    );
  });
});
