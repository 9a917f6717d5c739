import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPaperIndex } from '../../bench/demo/paper-index.ts';

interface PaperQuery {
  readonly query: string;
  readonly kind: string;
  readonly first: { readonly file: string; readonly title?: string; readonly startsWith?: string };
}

const { queries } = JSON.parse(readFileSync(new URL('paper-queries.json', import.meta.url), 'utf8')) as {
  queries: PaperQuery[];
};
const plain = (text: unknown) => String(text ?? '').replace(/\s/g, '');

describe('what a reader of the sample paper types', () => {
  let index: Awaited<ReturnType<typeof buildPaperIndex>>['index'];
  beforeAll(async () => {
    index = (await buildPaperIndex()).index;
  });

  it.each(queries)('finds first what a careful reader expects: $query ($kind)', ({ query, first }) => {
    const [hit] = index.search(query).hits;
    expect(hit?.document.file).toBe(`bench/paper/${first.file}`);
    if (first.title !== undefined) expect(plain(hit.document.title)).toBe(plain(first.title));
    else expect(plain(hit.document.body).startsWith(plain(first.startsWith))).toBe(true);
  });
});
