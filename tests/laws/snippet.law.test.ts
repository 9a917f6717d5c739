import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../src/fields.ts';
import { createIndex } from '../../src/search-index.ts';
import { toHtml } from '../../src/snippet/html.ts';
import { fold } from '../../src/text/folding.ts';
import { repairText } from '../../src/text/repair.ts';
import { given, indexOf, someText } from './asking.ts';

const hostile = fc
  .array(
    fc.constantFrom(
      '<script>',
      '</mark>',
      '<mark>',
      '&lt;',
      '&',
      '"',
      "'",
      '>',
      '\u0000',
      '\u001b[31m',
      '\u202e',
      '\u2066',
      '监利',
      '疫情',
      'a',
      ' ',
      '\n',
      '𠮷',
      '\ud800',
    ),
    { maxLength: 20 },
  )
  .map(parts => parts.join(''));

function decoded(html: string): string {
  return html.replace(
    /&(?:lt|gt|quot|#39|amp);/g,
    entity => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' })[entity]!,
  );
}

describe('a snippet', () => {
  it('marks places in order, apart, whole, that are in the text given in what they are in the snippet', () => {
    fc.assert(
      fc.property(
        fc.array(given, { minLength: 1, maxLength: 8 }),
        someText(3),
        fc.integer({ min: 1, max: 60 }),
        (documents, typed, length) => {
          const index = indexOf(documents);
          for (const hit of index.search(typed, { limit: 20, snippet: { length, fragments: 3 } }).hits)
            for (const field of ['title', 'body'] as const)
              for (const snippet of hit.snippets[field] ?? []) {
                const source = documents[Number(hit.id)][field];
                let before = 0;
                snippet.highlights.forEach(({ start, end }, i) => {
                  expect(start).toBeGreaterThanOrEqual(before);
                  expect(end).toBeGreaterThan(start);
                  expect(end).toBeLessThanOrEqual(snippet.text.length);
                  before = end;
                  const shown = snippet.text.slice(start, end);
                  const given = snippet.sources[i].map(span => source.slice(span.start, span.end)).join('');
                  expect(given.replace(/[\n\r\t]/g, ' ')).toBe(shown);
                });
                expect(snippet.text).not.toMatch(/^…?[\udc00-\udfff]/);
              }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of a repaired text leads to the places in its source', () => {
    const source = '石桥村的新\n桥今 天 通 车';
    const index = createIndex({ fields: { body: text() } });
    index.add({ id: 'a', body: repairText(source) });
    const [snippet] = index.search('"新桥今天通车"').hits[0].snippets.body!;
    const marked = snippet.sources
      .flat()
      .map(span => source.slice(span.start, span.end))
      .join('');
    expect(fold(marked.replace(/\s/g, ''))).toBe('新桥今天通车');
  });
});

describe('toHtml', () => {
  it('of hostile titles, bodies and queries holds no tag but the marks, and decodes to the text', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, body, typed) => {
        const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
        index.add({ id: 'a', title, body: `${body}监利` });
        for (const hit of index.search(`${typed} | 监利`).hits)
          for (const snippet of Object.values(hit.snippets).flat()) {
            const html = toHtml(snippet!, { open: '[[', close: ']]' });
            expect(html).not.toMatch(/[<>"']/);
            const plain = toHtml({ text: snippet!.text, highlights: [] });
            expect(decoded(plain)).toBe(snippet!.text);
            expect(html.replaceAll('[[', '').replaceAll(']]', '')).toBe(plain);
          }
      }),
      { numRuns: 60 },
    );
  });
});
