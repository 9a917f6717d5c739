/** Reads a Markdown file as one document: YAML front matter, title, and text without markup. */
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import { parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';
import { plainMarkdown } from './plain-markdown.ts';

const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n|^)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const firstHeading = /^(?:#{1,2}[ \t]+(.+)|(\S.*)\r?\n=+[ \t]*)$/m;
const fence = /^ {0,3}(?:```|~~~)/m;

/**
 * Reads the document. The title is that of the front matter, else the first heading of level 1 or 2. The front matter may have
 * `title`, `subtitle`, `date`, `author` (or `authors`), `tags` and `url`; other keys go to `more`.
 * @throws HansouError BAD_FILE when the front matter is not valid YAML
 */
export function readMarkdown(file: string, text: string): FileDocument {
  const front = frontMatter.exec(text);
  const matter = front ? parseFrontMatter(file, front[1]) : {};
  const { title, subtitle, date, author, authors, tags, url, ...more } = matter;
  let rest = front ? text.slice(front[0].length) : text;
  let headline = typeof title === 'string' || typeof title === 'number' ? String(title) : undefined;
  // A line of code that begins with # is not a heading, so only the text before the first code block is searched.
  const code = rest.search(fence);
  const heading = firstHeading.exec(code < 0 ? rest : rest.slice(0, code));
  if (heading) {
    const words = plainMarkdown(`# ${heading[1] ?? heading[2]}`);
    headline ??= words;
    // A heading that repeats the title is removed from the text.
    if (headline === words) rest = rest.slice(0, heading.index) + rest.slice(heading.index + heading[0].length);
  }
  const day = parseDate(date);
  const names = parseNames(author ?? authors);
  const tagNames = parseNames(tags);
  if (tagNames === undefined && tags !== undefined && tags !== null) more['tags'] = tags;
  if (day === undefined && date !== undefined && date !== null) more['date'] = date;
  if (names === undefined && (author ?? authors) !== undefined) more['author'] = author ?? authors;
  return {
    id: file,
    ...(headline !== undefined && headline !== '' && { title: headline }),
    ...(typeof subtitle === 'string' && { subtitle }),
    body: plainMarkdown(rest),
    ...(names && { author: names }),
    ...(tagNames && { tags: tagNames }),
    ...(day !== undefined && { date: day }),
    ...(typeof url === 'string' && { url }),
    file,
    ...(Object.keys(more).length > 0 && { more }),
  };
}

function parseFrontMatter(file: string, yaml: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseYaml(yaml, { schema: 'core' });
  } catch (cause) {
    const at = cause instanceof YAMLParseError ? cause.linePos?.[0].line : undefined;
    throw new HansouError('BAD_FILE', `the front matter of ${file} cannot be parsed`, {
      expected: 'YAML between two lines ---',
      got: `${cause instanceof Error ? cause.message.split('\n')[0] : cause}${at ? ` (line ${at + 1} of the file)` : ''}`,
      hint: 'Correct the front matter, or remove it.',
      cause,
    });
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
