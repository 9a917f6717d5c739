/**
 * The same articles in every format, written by the libraries that others use (papaparse, docx, pdfkit; of EPUB, whose writers
 * are not kept up, only the ZIP), give an index in which every quoted piece is found.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Article, formatWriters } from '../../bench/studies/reading/written-formats.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createIndex } from '../../src/index.ts';
import { documentFields, readDocuments } from '../../src/node/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-converted-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A piece of 6 to 12 Han characters of each article. */
function pieceOf({ body }: Article, i: number): string {
  const pieces = body.match(/\p{Script=Han}{6,12}/gu) ?? [];
  return pieces[(i * 7) % pieces.length];
}

/** The pieces that are not found. */
async function findMissing(format: string, articles: readonly Article[]): Promise<string[]> {
  const place = mkdtempSync(join(folder, `${format}-`));
  for (const [name, content] of Object.entries(await formatWriters[format](articles)))
    writeFileSync(join(place, name), content);
  const index = createIndex({ fields: documentFields, lexicon: await baseLexicon() });
  const formatOption = format === 'txt' ? ({ format: 'text' } as const) : {};
  for await (const document of readDocuments([place], formatOption)) index.add(document);
  return articles.map(pieceOf).filter(piece => index.search(`"${piece}"`).hits.length === 0);
}

const places = ['石桥村', '苇塘镇', '南保村', '柳林镇', '董家湾', '云汀县'];
const invented: Article[] = places.map((place, i) => ({
  title: `${place}的新桥今天通车`,
  body: `九月${i + 1}日，${place}的新桥通车，村民走过新桥去赶早集。\n老人说，从前过河要坐船，冬天水浅的时候只能绕路走。\n县里的干部说，明年还要在${place}修两座桥，资金已经落实到位了。`,
}));

describe('articles converted to', () => {
  it.each(Object.keys(formatWriters))('%s are all found', async format => {
    expect(await findMissing(format, invented)).toEqual([]);
  });
});

const crud = new URL('../../../shared/data/crud-20k.jsonl.gz', import.meta.url);
describe.skipIf(!existsSync(crud))('200 articles of crud (skipped without the shared data) converted to', () => {
  const articles = () =>
    gunzipSync(readFileSync(crud))
      .toString()
      .split('\n')
      .slice(0, 200)
      .map(line => JSON.parse(line) as Record<string, string>)
      .map(({ title = '', text, body = text }) => ({ title: title || body.slice(0, 12), body }));
  it.each(Object.keys(formatWriters))('%s are all found', async format => {
    expect(await findMissing(format, articles())).toEqual([]);
  }, 240_000);
});
