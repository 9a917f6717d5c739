/** The same articles as files of each format: for the speed of reading, and to see that none is lost. */
import Papa from 'papaparse';
import { escapeXml, writeArchive, writeBook, writePdf, writeWord } from './written-files.ts';

/** An article; its paragraphs are lines. */
export interface Article {
  readonly title: string;
  readonly body: string;
}

/** The paragraphs of an article. */
const paragraphs = ({ body }: Article) => body.split('\n').filter(line => line.trim() !== '');

/** Articles in one PDF: opening the fonts takes longer than writing an article. */
const articlesPerPdf = 10;

/** Contents by file name. */
type Files = Record<string, string | Uint8Array>;
/** Writes articles as files of a format. */
export const formatWriters: Readonly<Record<string, (articles: readonly Article[]) => Files | Promise<Files>>> = {
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
  docx: async articles =>
    Object.fromEntries(
      await Promise.all(
        articles.map(async (each, i) => [
          `${i}.docx`,
          await writeWord({ title: each.title, paragraphs: paragraphs(each) }),
        ]),
      ),
    ),
  async pdf(articles) {
    const files: Files = {};
    for (let i = 0; i < articles.length; i += articlesPerPdf)
      files[`${i}.pdf`] = await writePdf(
        articles.slice(i, i + articlesPerPdf).map(each => ({ title: each.title, paragraphs: paragraphs(each) })),
      );
    return files;
  },
  epub: articles => ({
    'all.epub': writeBook(
      '全部文章',
      articles.map(each => ({ title: each.title, paragraphs: paragraphs(each) })),
    ),
  }),
  zip: articles => ({
    'all.zip': writeArchive(
      Object.fromEntries(articles.map(({ title, body }, i) => [`文章/${i}.md`, `# ${title}\n\n${body}\n`])),
    ),
  }),
};
