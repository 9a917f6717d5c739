/**
 * Law of reading for files that are archives: every Han character of their parts stands in a field that is searched, or in a
 * part that is named as left out. Each character of a file is used once, so none is mistaken for another.
 */
import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FileDocument } from '../../../src/node/reading/document.ts';
import { FileInput } from '../../../src/node/reading/file-input.ts';
import { readFile } from '../../../src/node/reading/read-documents.ts';
import { writeDocx, writeEpub } from '../../unit/node/reading/formats/write-archives.ts';

/** Replaces each 字 by a character of its own. */
function fill(templates: readonly string[], first = 0): { filled: string[]; used: string[] } {
  const used: string[] = [];
  const filled = templates.map(template =>
    template.replace(/字/g, () => {
      used.push(String.fromCharCode(0x4e00 + first + used.length));
      return used.at(-1)!;
    }),
  );
  return { filled, used };
}

function searchedText(document: FileDocument): string {
  const { title, subtitle, body, caption, author = [], tags = [], source = [], edition } = document;
  return [title, subtitle, body, caption, ...author, ...tags, ...source, edition]
    .map(each => String(each ?? ''))
    .join('\n');
}

/** Every character that was used is read, or is named. */
async function expectNothingLost(name: string, bytes: Uint8Array, used: readonly string[]): Promise<void> {
  const texts: string[] = [];
  const input = new FileInput(name, name, async function* () {
    yield Buffer.from(bytes);
  });
  const reading = readFile(input, {
    onLeftOut: ({ text = '' }) => texts.push(text),
    onSkip: (_, error) => texts.push(error.message),
  });
  for await (const document of reading) texts.push(searchedText(document));
  const found = new Set(texts.join('\n'));
  expect(used.filter(each => !found.has(each))).toEqual([]);
}

const some = (pieces: readonly string[]) => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 });
const runs = { numRuns: 100 };

const run = (inside: string) => `<w:r>${inside}</w:r>`;
const text = '<w:t>字字</w:t>';
/** Content of a Word document, as Word and WPS write it. */
const wordPieces = [
  `<w:p>${run(text)}</w:p>`,
  `<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>${run(text)}</w:p>`,
  `<w:p><w:ins w:id="1">${run(text)}</w:ins><w:del w:id="2">${run('<w:delText>字</w:delText>')}</w:del></w:p>`,
  `<w:p><w:moveFrom w:id="3">${run(text)}</w:moveFrom><w:moveTo w:id="4">${run(text)}</w:moveTo></w:p>`,
  `<w:p><w:hyperlink w:anchor="x">${run(text)}</w:hyperlink><w:smartTag>${run(text)}</w:smartTag></w:p>`,
  `<w:p><w:fldSimple w:instr="TOC 字">${run(text)}</w:fldSimple>${run('<w:instrText>PAGE 字</w:instrText>')}</w:p>`,
  `<w:sdt><w:sdtPr><w:alias w:val="字"/></w:sdtPr><w:sdtContent><w:p>${run(text)}</w:p></w:sdtContent></w:sdt>`,
  `<w:p>${run(text)}${run('<w:footnoteReference w:id="2"/>')}${run('<w:t>字</w:t><w:br/><w:t>字</w:t>')}</w:p>`,
  `<w:p><w:sdt><w:sdtContent>${run(text)}</w:sdtContent></w:sdt></w:p>`,
  `<w:p>${run('<w:ruby><w:rt><w:r><w:t>字</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>')}</w:p>`,
  `<w:tbl><w:tr><w:tc><w:p>${run(text)}</w:p><w:tbl><w:tr><w:tc><w:p>${run(text)}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc><w:tc><w:p>${run(text)}</w:p></w:tc></w:tr></w:tbl>`,
  `<w:p>${run('<w:t>字</w:t><w:tab/><w:t>字</w:t><w:br/><w:t>字</w:t><w:noBreakHyphen/><w:t>字</w:t>')}</w:p>`,
  `<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>字</m:t></m:r></m:oMath>${run(text)}</w:p>`,
  `<w:p>${run('<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="a" descr="字" title="字"/></wp:inline></w:drawing>')}</w:p>`,
  `<w:p>${run('<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>字字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>')}</w:p>`,
  `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:p>${run(text)}</w:p></mc:Choice><mc:Fallback><w:p>${run(text)}</w:p></mc:Fallback></mc:AlternateContent>`,
];

/** Other parts of a Word document. */
const wordParts: Readonly<Record<string, string>> = {
  'word/charts/chart1.xml': '<c:chart><a:t>字</a:t><c:v>字</c:v></c:chart>',
  'word/diagrams/data1.xml': '<dgm:dataModel><a:t>字</a:t></dgm:dataModel>',
  'word/glossary/document.xml': `<w:document><w:p>${run(text)}</w:p></w:document>`,
  'word/afchunk.html': '<p>字</p>',
  'docProps/app.xml': '<Properties><Company>字</Company></Properties>',
  'docProps/custom.xml': '<Properties><property><vt:lpwstr>字</vt:lpwstr></property></Properties>',
};

/** Content of a chapter of a book. */
const chapterPieces = [
  '<p>字字</p>',
  '<h2 id="a">字</h2><p>字</p>',
  '<h2><ruby>字<rp>字</rp><rt>字</rt></ruby></h2><p><ruby>字<rt>字</rt></ruby><sup><a href="#n">字</a></sup></p>',
  '<aside id="n"><p>字</p></aside>',
  '<div>字<span>字</span><br/>字</div>',
  '<img src="a.png" alt="字" title="字"/>',
  '<svg xmlns="http://www.w3.org/2000/svg"><title>字</title><text>字</text></svg>',
  '<table><caption>字</caption><tr><th>字</th><td>字</td></tr></table>',
  '<nav><ol><li><a href="a.xhtml">字</a></li></ol></nav>',
  '<header>字</header><footer>字</footer>',
  '<!-- 字 --><p hidden="hidden">字</p>',
  '<dl><dt>字</dt><dd>字</dd></dl><pre>字\n字</pre><blockquote>字</blockquote>',
  '<style>.a::before{content:"字"}</style><script>var a="字"</script>',
];

describe('no Han character is lost', () => {
  it('of what Word and WPS write', () =>
    fc.assert(
      fc.asyncProperty(some(wordPieces), async pieces => {
        const names = Object.keys(wordParts);
        const { filled, used } = fill([...pieces, ...Object.values(wordParts), '字', '字', '字', '字']);
        const [title, header, comment, footnote] = filled.splice(-4);
        const texts = filled.splice(-names.length);
        const files = Object.fromEntries(names.map((name, i) => [name, texts[i]]));
        const body = filled.join('');
        await expectNothingLost('a.docx', writeDocx([], { title, header, comment, footnote, body, files }), used);
      }),
      runs,
    ));

  it('of the chapters of a book', () =>
    fc.assert(
      fc.asyncProperty(fc.array(some(chapterPieces), { minLength: 1, maxLength: 3 }), async chapters => {
        const { filled, used } = fill([
          ...chapters.map(pieces => pieces.join('')),
          ...chapters.map(() => '字字'),
          '字',
          '字',
          '<html><body><p>字</p></body></html>',
          '<svg><text>字</text></svg>',
        ]);
        const [title, author, unlisted, drawing] = filled.splice(-4);
        const files = { 'OEBPS/unlisted.xhtml': unlisted, 'OEBPS/a.svg': drawing };
        const book = chapters.map((_, i) => ({ title: filled[chapters.length + i], paragraphs: [], body: filled[i] }));
        await expectNothingLost('a.epub', writeEpub(book, { title, author, files }), used);
      }),
      runs,
    ));

  it('of the files in an archive, however they are named', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(
            fc.constantFrom('', '甲/', '甲/乙/', '.hidden/', '__MACOSX/', 'node_modules/'),
            fc.constantFrom('a', 'README', '._a', 'a b'),
            fc.constantFrom(
              '.txt',
              '.txt.gz',
              '.md',
              '.json',
              '.jsonl',
              '.html',
              '.csv',
              '.srt',
              '.xml',
              '.dat',
              '',
              '.zip',
              '.pdf',
            ),
          ),
          { minLength: 1, maxLength: 5, selector: parts => parts.join('') },
        ),
        async names => {
          const contents: Readonly<Record<string, string>> = {
            '.json': '{"title":"字","content":"字字"}',
            '.jsonl': '{"title":"字","content":"字字"}\n',
            '.csv': '标题,内容\n字,字字\n',
            '.xml': '<a>字<b c="字">字</b></a>',
            '.html': '<title>字</title><p>字字</p>',
            '.srt': '1\n00:00:01,000 --> 00:00:02,000\n字字\n',
          };
          const templates = names.map(([, , extension]) => contents[extension] ?? '字字\n');
          const { filled, used } = fill(templates);
          const files: Record<string, Uint8Array> = {};
          const leftOut: string[] = [];
          for (const [i, [folder, name, extension]] of names.entries()) {
            const inner = strToU8(filled[i]);
            const path = folder + name + extension;
            const packers: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
              '.zip': bytes => zipSync({ '内.txt': bytes }),
              '.txt.gz': bytes => gzipSync(bytes),
            };
            files[path] = packers[extension]?.(inner) ?? inner;
            const isHidden = ['.hidden/', '__MACOSX/', 'node_modules/'].includes(folder) || name === '._a';
            if (isHidden || ['.dat', '', '.pdf'].includes(extension)) leftOut.push(path);
          }
          const named: string[] = [];
          const texts: string[] = [];
          const note = (file: string, text: string) => {
            named.push(file);
            texts.push(text);
          };
          const input = new FileInput('a.zip', 'a.zip', async function* () {
            yield Buffer.from(zipSync(files, { comment: '龠' }));
          });
          const reading = readFile(input, {
            onLeftOut: ({ text = '', file }) => note(file, text),
            onSkip: ({ file, message }) => note(file, message),
          });
          for await (const document of reading) texts.push(searchedText(document));
          const found = new Set(texts.join('\n'));
          expect(found, 'the comment of each file').toContain('龠');
          names.forEach((parts, i) => {
            const path = parts.join('');
            if (leftOut.includes(path)) expect(named, path).toContain(`a.zip/${path}`);
            else
              expect(
                [...filled[i]].filter(each => used.includes(each) && !found.has(each)),
                path,
              ).toEqual([]);
          });
        },
      ),
      runs,
    ));
});
