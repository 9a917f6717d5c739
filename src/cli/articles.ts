import type { Article, ArticlePart } from '../articles/article.ts';
import type { ParsedPage } from '../articles/parse-page.ts';
import { HansouError } from '../errors.ts';
import { findFiles, type InputFile } from '../node/reading/find-files.ts';
import { formatFromExtension } from '../node/reading/format.ts';
import { noArticleError, type PageText, parsePageText } from '../node/reading/formats/pages.ts';
import { readPdfPages } from '../node/reading/formats/pdf.ts';
import { readAllBytes } from '../node/reading/input.ts';
import { readText } from '../node/reading/read-text.ts';
import type { Span } from '../text/span.ts';
import { type Command, parseArguments, type Streams, usageError } from './arguments.ts';
import { formatError, Terminal, toPrintable } from './terminal.ts';

const usage = 'hansou articles <page>… [--format pages|pdf] [--json]';

type PageFormat = 'pages' | 'pdf';

const mostPdf = 512 * 2 ** 20;

export const articles: Command = {
  usage,
  help: `Shows what was found on newspaper pages: articles with their parts, lines, and how sure it is.

  <page>…          files, folders or globs of pages (.txt, .pdf), or - for standard input; packed (.gz) or not
  --format FORMAT  pages or pdf, whatever the files are called
  --json           one array on standard output: what parsePage gives (body as a string) with file and lines,
                   of a PDF with its page

A headline that is not sure is left out, and the lines that may be it are listed: a wrong one is worse than none.`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      { format: { type: 'string' }, json: { type: 'boolean' } },
      usage,
    );
    if (positionals.length === 0) throw usageError(usage, 'no page');
    const { format } = values;
    if (format !== undefined && format !== 'pages' && format !== 'pdf')
      throw usageError(usage, `--format ${format}, which is neither pages nor pdf`);
    const found: object[] = [];
    let failed = 0;
    for (const { name, error } of pageFiles(positionals, format)) {
      try {
        if (error) throw error;
        let count = 0;
        for await (const read of pagesOf(name, format, streams)) {
          const onPage = parsePageText(read);
          count += onPage.articles.length;
          if (values.json) found.push(...onPage.articles.map(article => dataOf(read, article)));
          else if (onPage.articles.length > 0)
            printPage(
              read.pageNumber === undefined ? name : `${name}, page ${read.pageNumber}`,
              read.text,
              onPage,
              streams,
            );
        }
        if (count === 0) throw noArticleError(name);
      } catch (error) {
        if (!(error instanceof HansouError)) throw error;
        failed++;
        streams.stderr.write(`${formatError(error)}\n`);
      }
    }
    if (values.json) streams.stdout.write(`${JSON.stringify(found)}\n`);
    return failed > 0 ? 1 : 0;
  },
};

/** The files to read: of folders and globs those that end as pages do. @throws HansouError IO when there are none */
function pageFiles(words: readonly string[], format: PageFormat | undefined): InputFile[] {
  const isPage = ({ name, error }: InputFile) => {
    const ending = formatFromExtension(name);
    return (
      format !== undefined || error !== undefined || ending === 'pages' || ending === 'pdf' || words.includes(name)
    );
  };
  const found = findFiles(words).filter(isPage);
  if (found.length > 0) return found;
  throw new HansouError('IO', `${words.join(' ')} cannot be read`, {
    expected: 'files that end in .txt or .pdf',
    got: 'none',
    hint: 'Name the files, or say --format.',
  });
}

async function* pagesOf(file: string, format: PageFormat | undefined, { stdin }: Streams): AsyncGenerator<PageText> {
  if ((format ?? formatFromExtension(file)) !== 'pdf') yield { file, text: await readText(file, stdin) };
  else {
    let number = 0;
    for await (const page of readPdfPages(file, await readAllBytes(file, stdin, mostPdf)))
      yield { file, ...page, pageNumber: ++number };
  }
}

/** An article as JSON: the repaired body as a string; its range in the page says where it comes from. */
function dataOf({ file, pageNumber: number }: PageText, { body, lines, ...rest }: Article): object {
  return {
    file,
    ...(number !== undefined && { page: number }),
    lines: [lines.first, lines.last],
    ...rest,
    body: body.text,
  };
}

function printPage(file: string, text: string, page: ParsedPage, streams: Streams): void {
  const terminal = new Terminal(streams.stdout, streams.environment);
  const dim = (text: string) => terminal.style('dim', text);
  const write = (line: string) => streams.stdout.write(`${line}\n`);
  const label = (name: string) => `     ${dim(name.padEnd(9))} `;
  const part = (name: string, words: string) => write(label(name) + toPrintable(words));
  const lineOf = lineCounter(text);
  const at = ({ start, end }: Span) => {
    const [first, last] = [lineOf(start), lineOf(end - 1)];
    return dim(`${first === last ? 'line' : 'lines'} ${linesOf(first, last)}`);
  };
  const parts = (name: string, list: readonly ArticlePart[]) => {
    for (const { text, range } of list) write(`${label(name)}${toPrintable(text)}  ${at(range)}`);
  };
  const { articles: found, date, edition, furniture } = page;
  const about = [`${found.length} article${found.length === 1 ? '' : 's'}`, date, edition].filter(Boolean).join(' · ');
  write(`${terminal.style('bold', toPrintable(file))}  ${dim(toPrintable(about))}\n`);
  found.forEach((article, i) => {
    const { title, titleRange, titleConfidence, lines, elsewhere } = article;
    const places = [lines, ...elsewhere.map(each => each.lines)].map(({ first, last }) => linesOf(first, last));
    const number = String(i + 1).padStart(3);
    if (title !== null && titleRange)
      write(
        `${number}  ${terminal.style('bold', toPrintable(title))} ${sure(titleConfidence, terminal)}  ${at(titleRange)}`,
      );
    else write(`${number}  ${dim('(no headline that is sure)')}`);
    write(`${label('lines')}${places.join(', ')} ${sure(article.confidence, terminal)}`);
    for (const { text, confidence, range } of article.candidates)
      write(`${label('maybe')}${toPrintable(text)} ${sure(confidence, terminal)}  ${at(range)}`);
    parts('subtitle', article.subtitles);
    if (article.authors.length > 0)
      part('by', article.authors.map(({ name, role }) => (role ? `${role} ${name}` : name)).join('、'));
    const when = article.datelines.map(({ text, date }) => (date ? `${text} (${date})` : text)).join('、');
    if (when) part('when', when);
    parts('section', article.sections);
    parts('caption', article.captions);
    parts('jump', article.jumps);
    part('text', shortened(article.body.text.replace(/\s+/g, ' ')));
    write('');
  });
  for (const { text, range } of furniture)
    write(`${dim('  –  of the page')} ${toPrintable(shortened(text))}  ${at(range)}`);
  if (furniture.length > 0) write('');
}

function linesOf(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Tells the line, from 1, in which a unit of a text stands; asked in any order. */
function lineCounter(text: string): (place: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length)];
  return place => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle] <= place) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** A confidence of 0 to 1, green when it is high, yellow when it is middling, red when it is low. */
function sure(confidence: number, terminal: Terminal): string {
  const style = confidence >= 0.8 ? 'green' : confidence >= 0.5 ? 'yellow' : 'red';
  return terminal.style(style, `${Math.round(confidence * 100)} %`);
}

/** Beginning and end, which is what shows whether the bounds are right. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= 72 ? text : `${characters.slice(0, 44).join('')} … ${characters.slice(-24).join('')}`;
}
