import { describe, expect, it } from 'vitest';
import { addWords } from '../../../src/add-words.ts';
import { text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex } from '../../../src/search-index.ts';

const lexicon = Lexicon.fromEntries([{ word: '面积', weight: 10 }]);

function createWith(...bodies: string[]) {
  const index = createIndex({ fields: { body: text() }, lexicon });
  index.addAll(bodies.map((body, i) => ({ id: `${i}`, body })));
  return index;
}

describe('addWords', () => {
  it('cuts anew a document that holds the word only in normal form', () => {
    const index = createWith('说\ufe00明在此', '面积');
    expect(addWords(index, [{ word: '说明' }], { lexicon }).documents).toBe(1);
  });

  it('leaves a document alone that holds the bigrams of the word, but not the word', () => {
    const index = createWith('平方，方米', '平方米');
    expect(addWords(index, [{ word: '平方米' }], { lexicon }).documents).toBe(1);
  });
});
