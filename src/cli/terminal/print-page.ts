/** Prints the articles of a page for people to check. */
import type { Article, ArticlePart } from '../../articles/article.ts';
import type { ParsedPage } from '../../articles/parse-page.ts';
import type { PageText } from '../../node/reading/formats/pages/pages.ts';
import { toPrintable } from '../../text/printable.ts';
import type { Span } from '../../text/span.ts';
import type { Streams } from '../command.ts';
import { Terminal } from './terminal.ts';

/** Prints the articles of a page with their parts and lines, then the lines that belong to no article. */
export function printPage(page: PageText, parsed: ParsedPage, streams: Streams): void {
  const terminal = new Terminal(streams.stdout, streams.environment);
  const write = (line: string) => streams.stdout.write(`${line}\n`);
  const lineOf = lineCounter(page.text);
  const linesOf = ({ start, end }: Span) => {
    const [first, last] = [lineOf(start), lineOf(end - 1)];
    return terminal.style('dim', `${first === last ? 'line' : 'lines'} ${formatLines(first, last)}`);
  };
  const { articles, date, edition, furniture } = parsed;
  const name = page.pageNumber === undefined ? page.file : `${page.file}, page ${page.pageNumber}`;
  const summary = [`${articles.length} article${articles.length === 1 ? '' : 's'}`, date, edition]
    .filter(Boolean)
    .join(' · ');
  write(`${terminal.style('bold', toPrintable(name))}  ${terminal.style('dim', toPrintable(summary))}\n`);
  articles.forEach((article, i) => {
    for (const line of formatArticle(article, i + 1, terminal, linesOf)) write(line);
    write('');
  });
  for (const { text, range } of furniture)
    write(`${terminal.style('dim', '  –  of the page')} ${toPrintable(shorten(text))}  ${linesOf(range)}`);
  if (furniture.length > 0) write('');
}

/** The lines to print for an article. @param linesOf describes the lines of a range on the page */
function formatArticle(
  article: Article,
  number: number,
  terminal: Terminal,
  linesOf: (range: Span) => string,
): string[] {
  const out: string[] = [];
  const label = (name: string) => `     ${terminal.style('dim', name.padEnd(9))} `;
  const addText = (name: string, text: string) => out.push(label(name) + toPrintable(text));
  const addParts = (name: string, parts: readonly ArticlePart[]) => {
    for (const { text, range } of parts) out.push(`${label(name)}${toPrintable(text)}  ${linesOf(range)}`);
  };
  const { title, titleRange, titleConfidence, lines, elsewhere } = article;
  const numberColumn = String(number).padStart(3);
  if (title !== null && titleRange) {
    const headline = terminal.style('bold', toPrintable(title));
    out.push(`${numberColumn}  ${headline} ${formatConfidence(titleConfidence, terminal)}  ${linesOf(titleRange)}`);
  } else out.push(`${numberColumn}  ${terminal.style('dim', '(no certain headline)')}`);
  const ranges = [lines, ...elsewhere.map(each => each.lines)].map(({ first, last }) => formatLines(first, last));
  out.push(`${label('lines')}${ranges.join(', ')} ${formatConfidence(article.confidence, terminal)}`);
  for (const { text, confidence, range } of article.candidates)
    out.push(`${label('maybe')}${toPrintable(text)} ${formatConfidence(confidence, terminal)}  ${linesOf(range)}`);
  addParts('subtitle', article.subtitles);
  if (article.authors.length > 0)
    addText('by', article.authors.map(({ name, role }) => (role ? `${role} ${name}` : name)).join('、'));
  const when = article.datelines.map(({ text, date }) => (date ? `${text} (${date})` : text)).join('、');
  if (when) addText('when', when);
  addParts('section', article.sections);
  addParts('caption', article.captions);
  addParts('jump', article.jumps);
  addText('text', shorten(article.body.text.replace(/\s+/g, ' ')));
  return out;
}

function formatLines(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Returns a function that gives the line, from 1, of a UTF-16 offset in a text. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length)];
  return offset => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** A confidence of 0 to 1 as a percentage: green if high, yellow if medium, red if low. */
function formatConfidence(confidence: number, terminal: Terminal): string {
  const style = confidence >= 0.8 ? 'green' : confidence >= 0.5 ? 'yellow' : 'red';
  return terminal.style(style, `${Math.round(confidence * 100)} %`);
}

/** The beginning and the end of a text, which show whether the bounds of an article are right. */
function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= 72 ? text : `${characters.slice(0, 44).join('')} … ${characters.slice(-24).join('')}`;
}
