/** Fields, documents and words that a test may change: each call gives new ones. */
import { date, keyword, number, stored, text } from '../../../src/index.ts';

/** One field of each type. */
export function newFields() {
  return {
    title: { ...text({ weight: 3 }) },
    body: { ...text() },
    author: { ...keyword() },
    date: { ...date() },
    page: { ...number() },
    more: { ...stored() },
  };
}

export function newDocument(i: number) {
  return {
    id: `${i}`,
    title: i % 2 ? '石桥' : '通车',
    body: `石桥今天通车，何田第${i}次走过。`,
    author: ['何田', `记者${i}`],
    date: `2022-09-0${1 + (i % 9)}`,
    page: i,
    more: { url: `https://example.org/${i}`, lines: [i, i + 1] },
  };
}

export function newWords() {
  return [{ word: '石桥' }, { word: '通车', tag: 'n' }, { word: '何田', tag: 'nr' }];
}
