/** Law (typos.ts): the words one edit away are those that a look at every edit finds, though only edits that terms may begin with are looked up. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import type { TextReader } from '../../../../src/index/index-reader.ts';
import { ReusableTerm } from '../../../../src/index/term.ts';
import { createIndex, openIndex, text } from '../../../../src/index.ts';
import { findTypoCorrections } from '../../../../src/query/rewrite/typos.ts';
import type { SearchIndex } from '../../../../src/search-index.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** Looks every word up that one edit makes of a word. */
function findSlowly(word: string, fields: readonly TextReader[]): string[] {
  const edits = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, behind] = [word.slice(0, at), word.slice(at)];
    for (const letter of ['', ...letters]) {
      edits.add(before + letter + behind);
      if (behind !== '') edits.add(before + letter + behind.slice(1));
    }
    if (behind.length > 1) edits.add(before + behind[1] + behind[0] + behind.slice(2));
  }
  edits.delete(word);
  const term = new ReusableTerm();
  return [...edits]
    .map(edit => {
      const units = unitsFromString(edit);
      const count = (field: TextReader) =>
        field.documentFrequency(term.set(TermKind.InnerWord, units, 0, units.length));
      return { edit, documents: fields.reduce((sum, field) => sum + count(field), 0) };
    })
    .filter(({ documents }) => documents > 0)
    .sort((a, b) => b.documents - a.documents || (a.edit < b.edit ? -1 : 1))
    .map(({ edit }) => edit);
}

it('finds what a look at every edit finds, in several segments, and parts of names too', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'z'), minLength: 4, maxLength: 8 });
  const name = fc.tuple(word, fc.constantFrom('', '', '14', ' 的', '桥')).map(parts => parts.join(''));
  const documents = fc.array(fc.array(name, { maxLength: 6 }), { minLength: 1, maxLength: 6 });
  let found = 0;
  fc.assert(
    fc.property(documents, documents, word, fc.nat(), (texts, more, asked, place) => {
      const index = createIndex({ fields: { title: text(), body: text() } });
      const addAll = (documents: readonly (readonly string[])[], to: SearchIndex) => {
        for (const words of documents)
          to.add({ id: `${to.size}`, title: words[0] ?? '', body: words.slice(1).join('，') });
      };
      addAll(texts, index as unknown as SearchIndex);
      const opened = openIndex(index.toBytes()) as unknown as SearchIndex;
      addAll(more, opened);
      const known = texts.flat().filter(each => /^[a-z]{5,}$/.test(each));
      // A word of the index with a letter that is another: most words that are drawn are near none.
      const near = known.length > 0 ? known[place % known.length] : asked;
      const typed = `${near.slice(0, place % near.length)}${asked[0]}${near.slice((place % near.length) + 1)}`;
      for (const each of [index as unknown as SearchIndex, opened]) {
        const reader = each.live.reader();
        const fields = [reader.getTextReader('title'), reader.getTextReader('body')];
        for (const query of [typed, asked]) {
          const expected = findSlowly(query, fields);
          expect(findTypoCorrections(query, fields, 1000)).toEqual(expected);
          found += expected.length;
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(50);
});

it('looks up fewer edits the sooner no term begins with the letters of the word', () => {
  const index = createIndex({ fields: { body: text() } });
  for (const [id, body] of ['notebook', 'noted', 'zebra'].entries()) index.add({ id: `${id}`, body });
  const field = (index as unknown as SearchIndex).live.reader().getTextReader('body');
  const countLookUps = (word: string) => {
    let count = 0;
    const counting = new Proxy(field, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        if (name === 'documentFrequency') count++;
        return value.bind(target);
      },
    });
    findTypoCorrections(word, [counting], 10);
    return count;
  };
  expect(countLookUps('notebxxk')).toBeLessThan(countLookUps('notebook'));
  expect(countLookUps('xyxyxyxy')).toBeLessThan(60);
});
