/** Indexes and texts for the laws of asking. */
import fc from 'fast-check';
import { date, keyword, number, text } from '../../src/fields.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../src/lexicon/parse-lexicon.ts';
import { createIndex, openIndex, type SearchIndex } from '../../src/search-index.ts';

export const words = ['监利', '监利市', '疫情', '防控', '韩旭', '视频会议', '软件'];
export const fields = { title: text({ weight: 3 }), body: text(), author: keyword(), date: date(), page: number() };
export type Fields = typeof fields;

export interface Given {
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
export const someText = (maxLength: number) => fc.array(part, { maxLength }).map(parts => parts.join(''));

export const given: fc.Arbitrary<Given> = fc.record(
  {
    title: someText(4),
    body: someText(30),
    author: fc.uniqueArray(fc.constantFrom('沈东林', '李超', 'x'), { maxLength: 2 }),
    date: fc.constantFrom('', '2022', '2022-09', '2022-09-05', '2022-10-01', '2023-01-02'),
    page: fc.constantFrom(-1, 0, 1.5, 7),
  },
  { requiredKeys: ['title', 'body', 'author', 'date'] },
);

export const lexicon = Lexicon.fromEntries(parseLexicon(words.join('\n')));

/** An index of the documents, with ids by their places; every third is there twice and removed once. */
export function indexOf(documents: readonly Given[], reopened = false): SearchIndex<Fields> {
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
