import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hansou } from './streams.ts';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const page = join(data, 'seed-page.txt');
const expected = join(data, 'seed-page.expected.json');
const dictionary = fileURLToPath(new URL('../../dict/jianli.txt', import.meta.url));

describe.skipIf(!existsSync(page))(`a real newspaper page (${page})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hansou-seed-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const index = join(folder, 'x.hansou');
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const queries: string[] = existsSync(expected)
    ? JSON.parse(readFileSync(expected, 'utf8')).literal_queries_that_must_hit
    : [];
  beforeAll(async () => {
    expect(await hansou(['build', page, '-o', index, '--dict', dictionary])).toMatchObject({ code: 0 });
  });

  it.each(queries)('is found by the phrase %s, with highlights mapped to that text on the page', async query => {
    const { code, out } = await hansou(['search', index, `"${query}"`, '--json']);
    expect(code).toBe(0);
    const { hits } = JSON.parse(out);
    expect(hits.length).toBeGreaterThan(0);
    let found = 0;
    for (const hit of hits)
      for (const snippet of hit.snippets.body ?? [])
        for (const places of snippet.sources as { start: number; end: number }[][]) {
          const source = places.map(({ start, end }) => text.slice(start, end)).join('');
          expect(source.replace(/\s/g, '')).toBe(query.replace(/\s/g, ''));
          found++;
        }
    expect(found).toBeGreaterThan(0);
  });
});
