/** The same articles in every format give an index in which every quoted piece is found. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createIndex } from '../../src/index.ts';
import { documentFields, readDocuments } from '../../src/node/index.ts';
import { minimalPdf } from '../unit/node/reading/formats/minimal-pdf.ts';
import { escapeXml, writeDocx, writeEpub } from '../unit/node/reading/formats/write-archives.ts';

interface Article {
  readonly title: string;
  readonly body: string;
}

const folder = mkdtempSync(join(tmpdir(), 'hansou-converted-'));
afterAll(() => rmSync(folder, { recursive: true }));

const paragraphs = ({ body }: Article) => body.split('\n').filter(line => line.trim() !== '');

/** Lines of a page: a title and text in lines of 40 characters, on as many pages as it needs. */
function pdfOf(articles: readonly Article[]): Uint8Array {
  const pages = articles.flatMap(article => {
    // A page has no runs of blanks: a wide gap on it is the end of a column.
    const texts = paragraphs(article).map(line => line.trim().replace(/\s+/g, ' '));
    const lines = texts.flatMap(line => line.match(/.{1,40}/gsu) ?? []);
    const sheets = Array.from({ length: Math.ceil(lines.length / 40) }, (_, i) => lines.slice(i * 40, i * 40 + 40));
    return sheets.map((sheet, i) => [
      ...(i === 0 ? [{ text: article.title, x: 60, y: 770, size: 16 }] : []),
      ...sheet.map((text, row) => ({ text, x: 60, y: 740 - row * 17, size: 11 })),
    ]);
  });
  return minimalPdf(pages);
}

const writers: Readonly<Record<string, (articles: readonly Article[]) => Record<string, string | Uint8Array>>> = {
  txt: articles => Object.fromEntries(articles.map(({ title, body }, i) => [`${i}.txt`, `${title}\n\n${body}\n`])),
  md: articles =>
    Object.fromEntries(
      articles.map((each, i) => [
        `${i}.md`,
        `---\ntitle: ${JSON.stringify(each.title)}\n---\n\n${paragraphs(each)
          .map(line => line.replace(/[\\`*_{}[\]<>#+\-.!|~^=$:&]/g, '\\$&'))
          .join('\n\n')}\n`,
      ]),
    ),
  html: articles =>
    Object.fromEntries(
      articles.map((each, i) => [
        `${i}.html`,
        `<!doctype html><title>${escapeXml(each.title)}</title><main><h1>${escapeXml(each.title)}</h1>${paragraphs(each)
          .map(line => `<p>${escapeXml(line)}</p>`)
          .join('')}</main>`,
      ]),
    ),
  jsonl: articles => ({ 'all.jsonl': articles.map(each => JSON.stringify(each)).join('\n') }),
  json: articles => ({ 'all.json': JSON.stringify({ data: articles }) }),
  csv: articles => ({ 'all.csv': Papa.unparse(articles as Article[]) }),
  xml: articles => ({
    'all.xml': `<docs>${articles.map(({ title, body }) => `<doc><title>${escapeXml(title)}</title><content>${escapeXml(body)}</content></doc>`).join('')}</docs>`,
  }),
  docx: articles =>
    Object.fromEntries(
      articles.map((each, i) => [
        `${i}.docx`,
        writeDocx([{ text: each.title, level: 1 }, ...paragraphs(each).map(text => ({ text }))]),
      ]),
    ),
  epub: articles => ({
    'all.epub': writeEpub(
      articles.map(each => ({ title: each.title, paragraphs: paragraphs(each) })),
      { title: '全部文章' },
    ),
  }),
  pdf: articles => Object.fromEntries(articles.map((each, i) => [`${i}.pdf`, pdfOf([each])])),
};

/** A piece of 6 to 12 Han characters of each article. */
function pieceOf({ body }: Article, i: number): string {
  const pieces = body.match(/\p{Script=Han}{6,12}/gu) ?? [];
  return pieces[(i * 7) % pieces.length];
}

/** The pieces that are not found. */
async function findMissing(format: string, articles: readonly Article[]): Promise<string[]> {
  const place = mkdtempSync(join(folder, `${format}-`));
  for (const [name, content] of Object.entries(writers[format](articles))) writeFileSync(join(place, name), content);
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
  it.each(Object.keys(writers))('%s are all found', async format => {
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
  it.each(Object.keys(writers))('%s are all found', async format => {
    expect(await findMissing(format, articles())).toEqual([]);
  }, 240_000);
});
