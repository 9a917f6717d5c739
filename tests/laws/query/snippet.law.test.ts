import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { createIndex } from '../../../src/search-index.ts';
import { toHtml } from '../../../src/snippet/html.ts';
import { fold } from '../../../src/text/folding.ts';
import { repairText } from '../../../src/text/repair-text.ts';
import { anyInputs, fuzzRuns, inputsPerIndex } from '../../fuzz-runs.ts';
import { hostileMarkup as hostile } from '../hostile-markup.ts';
import { anyDocument, anyTextOfParts, buildTestIndex } from '../test-index.ts';

/** Makes the bodies long on average: a field of short texts is shown as a whole, as headlines are. */
const longDocument = { title: '', body: '字'.repeat(5000), author: [], date: '' };

function decodeEntities(html: string): string {
  return html.replace(
    /&(?:lt|gt|quot|#39|amp);/g,
    entity => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' })[entity]!,
  );
}

describe('a snippet', () => {
  it('has disjoint highlights in order that equal their sources in the original text', () => {
    fc.assert(
      fc.property(
        fc.array(anyDocument, { minLength: 1, maxLength: 8 }),
        anyInputs(fc.tuple(anyTextOfParts(3), fc.integer({ min: 1, max: 60 }))),
        (documents, searches) => {
          const index = buildTestIndex([...documents, longDocument]);
          for (const [typed, length] of searches)
            for (const hit of index.search(typed, { limit: 20, snippet: { length, fragments: 3 } }).hits)
              for (const field of ['title', 'body'] as const)
                for (const snippet of hit.snippets[field] ?? []) {
                  const source = (documents[Number(hit.id)] ?? longDocument)[field];
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
                  // A snippet is a substring of the text, no longer than requested unless a highlight is longer.
                  const [head, tail] = [snippet.text.startsWith('…'), snippet.text.endsWith('…')].map(Number);
                  const shown = snippet.text.slice(head, snippet.text.length - tail);
                  expect(source.replace(/[\n\r\t]/g, ' ')).toContain(shown);
                  if (field === 'body') {
                    const longest = Math.max(0, ...snippet.highlights.map(({ start, end }) => end - start));
                    expect(shown.length).toBeLessThanOrEqual(Math.max(length, longest));
                  } else expect(shown).toBe(source.replace(/[\n\r\t]/g, ' '));
                }
        },
      ),
      { numRuns: fuzzRuns(60, inputsPerIndex) },
    );
  });

  it('of a text with several snippets does not overlap the others', () => {
    fc.assert(
      fc.property(
        fc.array(anyDocument, { minLength: 1, maxLength: 4 }),
        anyInputs(fc.tuple(anyTextOfParts(3), fc.integer({ min: 1, max: 30 }))),
        (documents, searches) => {
          const index = buildTestIndex([...documents, longDocument]);
          for (const { hits } of searches.map(([typed, length]) =>
            index.search(typed, { snippet: { length, fragments: 4 } }),
          ))
            for (const hit of hits) {
              const snippets = hit.snippets.body ?? [];
              expect(snippets.length).toBeLessThanOrEqual(4);
              const source = (documents[Number(hit.id)] ?? longDocument).body.length;
              const sum = snippets.reduce((sum, { text }) => sum + text.replace(/^…|…$/g, '').length, 0);
              expect(sum).toBeLessThanOrEqual(source);
              const spans = snippets.flatMap(({ sources }) => sources.flat()).sort((a, b) => a.start - b.start);
              spans.forEach((span, i) => {
                if (i > 0) expect(span.start).toBeGreaterThanOrEqual(spans[i - 1].end);
              });
              if (snippets.length > 1)
                for (const { highlights } of snippets) expect(highlights.length).toBeGreaterThan(0);
            }
        },
      ),
      { numRuns: fuzzRuns(60, inputsPerIndex) },
    );
  });

  it('highlights words and phrases as a whole, and no single character of a word that does not occur', () => {
    const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
    const body = '监狱在东，利川在西。石桥村的监利新桥今天通车，新桥很长。';
    index.add({ id: 'a', title: '监利新桥通车', body });
    index.add({ id: 'long', body: longDocument.body });
    const highlighted = (query: string) => {
      const { snippets } = index.search(query).hits[0];
      return [...snippets.title!, ...snippets.body!].flatMap(({ text, highlights }) =>
        highlights.map(({ start, end }) => text.slice(start, end)),
      );
    };
    expect(highlighted('监利')).toEqual(['监利', '监利']);
    expect(highlighted('监利 新桥')).toEqual(['监利', '新桥', '监利', '新桥', '新桥']);
    expect(highlighted('"监利新桥"')).toEqual(['监利新桥', '监利新桥']);
    expect(highlighted('“桥村的监”')).toEqual(['桥村的监']);
    expect(highlighted('"监狱在东，利川"')).toEqual(['监狱在东，利川']);
  });

  it('of any repaired text gives the spans of its highlights in the original text', () => {
    const unit = fc.constantFrom('监', '利', '市', '監', '疫', '情', '。', '，', 'ａ', '𠮷', '100');
    const separator = fc.constantFrom('', '', '', ' ', '\n', '\r\n', '\u200b', '\u3000');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(unit, separator), { minLength: 1, maxLength: 40 }),
        anyInputs(fc.nat()),
        (parts, places) => {
          const source = parts.flat().join('');
          const repaired = repairText(source);
          const index = createIndex({ fields: { body: text() } });
          index.add({ id: 'a', body: repaired });
          index.add({ id: 'long', body: longDocument.body });
          for (const at of places) {
            const from = at % Math.max(1, repaired.text.length);
            const phrase = repaired.text.slice(from, from + 3);
            for (const hit of index.search({ phrase }, { snippet: { length: 20, fragments: 2 } }).hits)
              for (const { text, highlights, sources } of hit.snippets.body!) {
                expect(sources.length).toBe(highlights.length);
                highlights.forEach(({ start, end }, i) => {
                  const given = sources[i].map(span => source.slice(span.start, span.end)).join('');
                  const blank = /[\s\u200b]/g;
                  expect(given.replace(blank, '')).toBe(text.slice(start, end).replace(blank, ''));
                  expect(fold(text.slice(start, end))).toBe(fold(phrase).replace(/[\n\r\t]/g, ' '));
                });
              }
          }
        },
      ),
      { numRuns: fuzzRuns(100, inputsPerIndex) },
    );
  });

  it('of a repaired text gives the spans of its highlights in the original text across spaces and line breaks', () => {
    const source = '石桥村的新\n桥今 天 通 车';
    const index = createIndex({ fields: { body: text() } });
    index.add({ id: 'a', body: repairText(source) });
    const [snippet] = index.search('"新桥今天通车"').hits[0].snippets.body!;
    const highlighted = snippet.sources
      .flat()
      .map(span => source.slice(span.start, span.end))
      .join('');
    expect(fold(highlighted.replace(/\s/g, ''))).toBe('新桥今天通车');
  });
});

describe('toHtml', () => {
  it('puts the highlights of any text between its tags and returns the text when they are removed', () => {
    const cuts = fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 40 })), cuts, (shown, cuts) => {
        const bounds = cuts.filter(at => at <= shown.length).sort((a, b) => a - b);
        const highlights = [];
        for (let i = 0; i + 1 < bounds.length; i += 2) highlights.push({ start: bounds[i], end: bounds[i + 1] });
        const html = toHtml({ text: shown, highlights });
        expect(decodeEntities(html.replace(/<\/?mark>/g, ''))).toBe(shown);
        const highlighted = [...html.matchAll(/<mark>(.*?)<\/mark>/gs)].map(([, inside]) => decodeEntities(inside));
        expect(highlighted).toEqual(highlights.map(({ start, end }) => shown.slice(start, end)));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  it('contains no tags except the marks for hostile titles, bodies and queries, and decodes to the text', () => {
    fc.assert(
      fc.property(hostile, hostile, anyInputs(hostile), (title, body, searches) => {
        const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
        index.add({ id: 'a', title, body: `${body}监利` });
        index.add({ id: 'long', body: longDocument.body });
        for (const typed of searches)
          for (const hit of index.search(`${typed} | 监利`).hits)
            for (const snippet of Object.values(hit.snippets).flat()) {
              const html = toHtml(snippet!, { open: '[[', close: ']]' });
              expect(html).not.toMatch(/[<>"']/);
              const plain = toHtml({ text: snippet!.text, highlights: [] });
              expect(decodeEntities(plain)).toBe(snippet!.text);
              expect(html.replaceAll('[[', '').replaceAll(']]', '')).toBe(plain);
            }
      }),
      { numRuns: fuzzRuns(60, inputsPerIndex) },
    );
  });
});
