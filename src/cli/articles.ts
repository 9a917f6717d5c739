/** `hansou articles`: shows which articles were found on newspaper pages. */
import type { Article } from '../articles/article.ts';
import { HansouError } from '../errors.ts';
import { openFileInput } from '../node/reading/file-input.ts';
import { findFiles, type InputFile } from '../node/reading/find-files.ts';
import { formatFromExtension } from '../node/reading/format.ts';
import { noArticleError, type PageText, parsePageText } from '../node/reading/formats/pages/pages.ts';
import { readPdfText } from '../node/reading/formats/pdf/read-pdf.ts';
import { parseArguments, usageError } from './arguments.ts';
import type { Command, Streams } from './command.ts';
import { toJsonLine } from './terminal/json-line.ts';
import { printPage } from './terminal/print-page.ts';
import { formatError } from './terminal/terminal.ts';

const usage = 'hansou articles <page>… [--format pages|pdf] [--json]';

type PageFormat = 'pages' | 'pdf';

/** The command `hansou articles`. */
export const articles: Command = {
  usage,
  help: `Shows the articles found on newspaper pages: their parts, their lines, and the confidence in each.

  <page>…          files, folders or globs of pages (.txt, .pdf), or - for standard input; may be compressed (.gz)
  --format FORMAT  pages or pdf; by default the file extension decides
  --json           prints one JSON array: each article as returned by parsePage (body as a string), with its file,
                   its lines and, for a PDF, its page

An uncertain headline is not shown as the title; the lines that may be it are listed instead.

Example:
  hansou articles papers/2022-09-05.txt`,

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
    let failures = 0;
    for (const file of findPageFiles(positionals, format)) {
      const { name, error } = file;
      try {
        if (error) throw error;
        let count = 0;
        for await (const page of readPages(file, format, streams)) {
          const parsed = parsePageText(page);
          count += parsed.articles.length;
          if (values.json) for (const article of parsed.articles) found.push(toJson(page, article));
          else if (parsed.articles.length > 0) printPage(page, parsed, streams);
        }
        if (count === 0) throw noArticleError(name);
      } catch (error) {
        if (!(error instanceof HansouError)) throw error;
        failures++;
        streams.stderr.write(`${formatError(error)}\n`);
      }
    }
    if (values.json) streams.stdout.write(toJsonLine(found));
    return failures > 0 ? 1 : 0;
  },
};

/** The files to read; of folders and globs only those with the extension of a page. @throws HansouError IO if there is none */
function findPageFiles(names: readonly string[], format: PageFormat | undefined): InputFile[] {
  const isPage = ({ name, error }: InputFile) => {
    const byExtension = formatFromExtension(name);
    return (
      format !== undefined ||
      error !== undefined ||
      byExtension === 'pages' ||
      byExtension === 'pdf' ||
      names.includes(name)
    );
  };
  const found = findFiles(names).filter(isPage);
  if (found.length > 0) return found;
  throw new HansouError('IO', `${names.join(' ')} cannot be read`, {
    expected: 'files that end in .txt or .pdf',
    got: 'none',
    hint: 'Name the files, or set --format.',
  });
}

async function* readPages(
  { name: file, isPipe }: InputFile,
  format: PageFormat | undefined,
  { stdin }: Streams,
): AsyncGenerator<PageText> {
  const input = openFileInput(file, { stdin, mayBePipe: isPipe });
  if ((format ?? formatFromExtension(file)) !== 'pdf') yield { file, text: await input.text() };
  else {
    const { pages } = await readPdfText(input, { leaveOut() {} });
    for (const { number, ...page } of pages) yield { file, ...page, pageNumber: number };
  }
}

/** An article for `--json`: the body is its text only. */
function toJson({ file, pageNumber }: PageText, { body, lines, ...rest }: Article): object {
  return {
    file,
    ...(pageNumber !== undefined && { page: pageNumber }),
    lines: [lines.first, lines.last],
    ...rest,
    body: body.text,
  };
}
