/** Arbitrary documents and texts, and indexes of them, shared by the laws of searching. */
import fc from 'fast-check';
import { date, keyword, number, text } from '../../src/fields.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../src/lexicon/parse-lexicon.ts';
import { createIndex, openIndex, type SearchIndex } from '../../src/search-index.ts';

const words = ['监利', '监利市', '疫情', '防控', '韩旭', '视频会议', '软件'];
export const fields = { title: text({ weight: 3 }), body: text(), author: keyword(), date: date(), page: number() };
export type Fields = typeof fields;

/** A document of the test index. */
export interface TestDocument {
  readonly title: string;
  readonly body: string;
  readonly author: readonly string[];
  readonly date: string;
  readonly page?: number;
}

const part = fc.constantFrom(
  ...[
    ...words,
    '监',
    '利',
    '的',
    '监',
    '軟體',
    '監利',
    'キ',
    'の',
    'covid-19',
    '100',
    '1000',
    'ａ',
    'a',
    ' ',
    '，',
    '。',
    '\n',
    '𠮷',
    '😀',
    '"',
    '\ud800',
  ],
);
/** Texts of at most `maxParts` words, characters or signs. */
export const anyTextOfParts = (maxParts: number) =>
  fc.array(part, { maxLength: maxParts }).map(parts => parts.join(''));

export const anyDocument: fc.Arbitrary<TestDocument> = fc.record(
  {
    title: anyTextOfParts(4),
    body: anyTextOfParts(30),
    author: fc.uniqueArray(fc.constantFrom('沈东林', '李超', 'x'), { maxLength: 2 }),
    date: fc.constantFrom('', '2022', '2022-09', '2022-09-05', '2022-10-01', '2023-01-02'),
    page: fc.constantFrom(-1, 0, 1.5, 7),
  },
  { requiredKeys: ['title', 'body', 'author', 'date'] },
);

export const lexicon = Lexicon.fromEntries(parseLexicon(words.join('\n')));

/** Builds an index whose ids are the positions of the documents. Every third document is added twice and removed once. */
export function buildTestIndex(documents: readonly TestDocument[], reopened = false): SearchIndex<Fields> {
  const index = createIndex({ fields, lexicon });
  documents.forEach((document, i) => {
    if (i % 3 === 0) {
      index.add({ id: `${i}`, body: '要删去的 监利 疫情' });
      index.remove(`${i}`);
    }
    index.add({ id: `${i}`, ...document });
  });
  return reopened ? openIndex<Fields>(index.toBytes()) : index;
}
