import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TermKind } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { HansouError } from '../../src/errors.ts';
import { LiveIndex } from '../../src/index/live/live-index.ts';
import { PostingList } from '../../src/index/posting-list.ts';
import { indexFormat } from '../../src/index/section-kinds.ts';
import { tinySegmenter } from '../unit/index/tiny-segmenter.ts';

/** The documents in the file of every version. */
const documents = [
  {
    id: '一',
    title: '监利市',
    body: '南保村民委员会的村民，2022年',
    author: ['韩旭', '何田'],
    date: '2022-09',
    page: 1.5,
    more: { a: [1] },
  },
  { id: '二', title: '', body: '監利 𠮷野 c++ 😀', author: '韩旭', date: '', page: -3 },
];

function build(): Uint8Array {
  const analyzer = new Analyzer(tinySegmenter(['监利', '监利市', '村民', '委员会', '南保村'], ['监利']));
  const index = new LiveIndex(
    {
      title: { type: 'text', weight: 3, repair: false },
      body: { type: 'text', weight: 1, repair: false },
      author: { type: 'keyword' },
      date: { type: 'date' },
      page: { type: 'number' },
      more: { type: 'stored' },
    },
    analyzer,
  );
  for (const document of documents) index.add(document);
  return index.toBytes();
}

/** The path of the file of a version. */
const fileOf = (version: number) => new URL(`./v${version}.hansou`, import.meta.url);

// The first run with a new version writes its file, which is then committed.
if (!existsSync(fileOf(indexFormat.version))) writeFileSync(fileOf(indexFormat.version), build());

describe('an index file', () => {
  it('of this version can be opened, and gives the documents and postings that were written', () => {
    const index = LiveIndex.open(new Uint8Array(readFileSync(fileOf(indexFormat.version))));
    index.verify();
    const reader = index.reader();
    expect([0, 1].map(number => reader.getDocument(number))).toEqual([
      documents[0],
      { id: '二', title: '', body: documents[1].body, author: '韩旭', page: -3 },
    ]);
    const list = new PostingList();
    const ask = (kind: TermKind, term: string): number[] => {
      const units = Uint16Array.from(term, character => character.charCodeAt(0));
      reader.getTextReader('body').readPostings({ kind, units, start: 0, end: units.length }, list);
      return [...list.documents.subarray(0, list.count)];
    };
    expect(ask(TermKind.Bigram, '村民')).toEqual([0]);
    expect(ask(TermKind.Word, '监利')).toEqual([1]);
    expect(ask(TermKind.InnerWord, '委员会')).toEqual([0]);
    expect(ask(TermKind.Character, '年')).toEqual([0]);
    expect(ask(TermKind.Word, '2022')).toEqual([0]);
  });

  it('of this version has the same bytes when it is built again', () => {
    expect(build()).toEqual(new Uint8Array(readFileSync(fileOf(indexFormat.version))));
  });

  it('of another version is refused with the code FORMAT_VERSION', () => {
    const bytes = build();
    bytes[4] = indexFormat.version + 1;
    const open = (): unknown => {
      try {
        return LiveIndex.open(bytes);
      } catch (error) {
        return error instanceof HansouError ? error.code : error;
      }
    };
    expect(open()).toBe('FORMAT_VERSION');
  });
});
