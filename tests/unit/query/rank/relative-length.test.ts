import { describe, expect, test } from 'vitest';
import { createIndex, text } from '../../../../src/index.ts';
import { relativeLength } from '../../../../src/query/rank/constants.ts';

describe('the length of a text', () => {
  test('is 1 for the mean, 2 for three times and 3 for seven times the mean', () => {
    expect([0, 1, 3, 7].map(relativeLength)).toEqual([0, 1, 2, 3]);
  });

  test('does not put a long text that says a word often below a short one that says it once', () => {
    const index = createIndex({ fields: { body: text() } });
    // Twenty-four texts of ordinary length, one of them with the word once; one that is ten times as long and says it four times.
    for (let i = 0; i < 24; i++) index.add({ id: `other ${i}`, body: '田里的活计一样一样做完，天就黑了。'.repeat(3) });
    index.add({ id: 'short', body: `${'田里的活计一样一样做完，天就黑了。'.repeat(2)}今天说说蚕桑的事情。` });
    index.add({
      id: 'long',
      body: `养蚕桑的人家，蚕桑怎么种，蚕桑怎么收，蚕桑怎么卖。${'田里的活计一样一样做完，天就黑了。'.repeat(26)}`,
    });
    expect(index.search('蚕桑').hits.map(({ id }) => id)).toEqual(['long', 'short']);
  });
});
