import { describe, expect, it } from 'vitest';
import { findAnswer } from '../../../src/element/answer.ts';
import type { AsyncIndex } from '../../../src/element/async-index.ts';
import { chooseShownFields } from '../../../src/element/shown-fields.ts';
import { text } from '../../../src/fields.ts';
import { createIndex } from '../../../src/search-index.ts';

describe('what the element asks of an index', () => {
  const fields = { title: text({ weight: 3 }), body: text() };
  const memory = createIndex({ fields });
  memory.add({ id: '1', title: '新桥', body: '新桥今天通车' });

  it('asks for hits before suggestions, which wait for calls that run', async () => {
    const calls: string[] = [];
    const index: AsyncIndex = {
      fields,
      search: async (query, options) => {
        calls.push('search');
        const { signal: _, onFirstHits: __, onProgress: ___, ...rest } = options ?? {};
        return memory.search(query, rest as object);
      },
      suggest: async (typed, options) => {
        calls.push('suggest');
        return memory.suggest(typed, { limit: options?.limit ?? 5 });
      },
    };
    const question = { query: '新桥', chosen: new Map(), order: undefined, limit: 10, minRelevance: 0 };
    const shown = chooseShownFields(fields, null, null);
    const listeners = { onBeginning: () => {}, onProgress: () => {} };
    const answer = await findAnswer(index, question, shown, new AbortController().signal, listeners);
    expect(answer.result.total).toBe(1);
    expect(calls).toEqual(['search', 'suggest']);
  });
});
