/** Reads a book in EPUB: one document a chapter. */
import { HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { parseDate } from '../../values/dates.ts';
import { declaredCharset } from '../html/read-html.ts';
import { elementsIn, findElements, localNameOf, parseXml, textOfElement, type XmlElement } from '../xml/xml-tree.ts';
import { fieldsOf, readChapter } from './chapters.ts';
import { openMembers } from './zip-members.ts';

/**
 * Reads the chapters in the order of the book; a chapter is a file of the book, and its headings are sections. Its title is
 * its heading, else that of the book with its number. Files that the book does not list in its order come last, and tables of
 * contents are left out by name.
 *
 * @throws HansouError BAD_FILE when the file is not a book
 */
export async function* readEpub(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  const { file } = input;
  const members = new Map((await openMembers(input)).map(member => [member.file.slice(file.length + 1), member]));
  const container = members.get('META-INF/container.xml');
  const rootFile = container && findElements(parseXml(await container.text()).root, 'rootfile')[0];
  const packageName = rootFile?.attributes['full-path'];
  const packageFile = packageName === undefined ? undefined : members.get(packageName);
  if (packageName === undefined || !packageFile) throw notEpubError(file, 'an archive without META-INF/container.xml');
  const { root, comments } = parseXml(await packageFile.text());
  for (const comment of comments) context.leaveOut('comment', comment);
  const book = readMetadata(root, context);
  const folder = packageName.slice(0, packageName.lastIndexOf('/') + 1);
  let number = 0;
  for (const { name, isContents } of readingOrder(root, folder, members)) {
    try {
      const html = await members.get(name)!.text(declaredCharset);
      if (isContents) {
        context.leaveOut('navigation', readChapter(bodyOf(html), context).body);
        continue;
      }
      const chapter = readChapter(bodyOf(html), context);
      const head = headTitle(html);
      if (chapter.body === '') continue;
      number++;
      const title = chapter.heading ?? head ?? (book.title && `${book.title} ${number}`);
      if (head && head !== title) context.leaveOut('metadata', head);
      yield {
        id: `${file}#${number}`,
        ...(title && { title }),
        ...book.fields,
        ...fieldsOf(chapter),
        file,
        more: { chapter: name, ...(book.title && { book: book.title }) },
      };
    } catch (error) {
      if (!(error instanceof HansouError)) throw error;
      context.skip(error);
    }
  }
  for (const [name, member] of members) {
    if (name.endsWith('.ncx')) context.leaveOut('navigation', textOfElement(parseXml(await member.text()).root));
    else if (/\.(?:css|js)$/i.test(name)) context.leaveOut('script', await member.text().catch(() => ''));
    else if (/\.(?:svg|txt|xml|xpgt)$/i.test(name)) context.leaveOut('markup', await member.text().catch(() => ''));
  }
  if (number === 0) throw notEpubError(file, 'no chapter with text');
}

interface ChapterFile {
  /** The name in the archive. */
  readonly name: string;
  /** Whether it is the table of contents. */
  readonly isContents: boolean;
}

/** The text files of a book: those of its spine in order, then the others of its manifest, then those that it does not list. */
function readingOrder(root: XmlElement, folder: string, members: ReadonlyMap<string, FileInput>): ChapterFile[] {
  const items = new Map<string, ChapterFile>();
  for (const { attributes } of findElements(root, 'item')) {
    const { id, href = '', properties = '', 'media-type': type = '' } = attributes;
    const name = resolve(folder, href);
    if (/html|text\/x-oeb/.test(type) && members.has(name))
      items.set(id, { name, isContents: properties.split(' ').includes('nav') });
  }
  const order = findElements(root, 'itemref').map(({ attributes }) => items.get(attributes['idref']));
  // A file is read once, however often it is listed: a small book could name a long chapter a million times.
  const chapters = new Map<string, ChapterFile>();
  for (const each of [...order, ...items.values()]) if (each && !chapters.has(each.name)) chapters.set(each.name, each);
  for (const name of members.keys())
    if (/\.x?html?$/i.test(name) && !chapters.has(name)) chapters.set(name, { name, isContents: false });
  return [...chapters.values()];
}

/** A path in the archive. @param href relative to `folder`, with percent signs */
function resolve(folder: string, href: string): string {
  const [path] = href.split('#');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A percent sign by itself stays.
  }
  const parts: string[] = [];
  for (const part of `${folder}${decoded}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

type BookFields = Pick<FileDocument, 'author' | 'date' | 'tags' | 'source'>;

/** The metadata of the book: title, and the fields of all its chapters. What is not a field is reported. */
function readMetadata(root: XmlElement, context: ReaderContext): { title: string | undefined; fields: BookFields } {
  const values = new Map<string, string[]>();
  for (const element of findElements(root, 'metadata').flatMap(elementsIn)) {
    const text = textOfElement(element) || element.attributes['content'] || '';
    const name = localNameOf(element);
    const known = values.get(name);
    if (text && known) known.push(text);
    else if (text) values.set(name, [text]);
    for (const [key, value] of Object.entries(element.attributes))
      if (key !== 'content' && /\p{Script=Han}/u.test(value)) context.leaveOut('markup', value);
  }
  const take = (name: string) => {
    const found = values.get(name) ?? [];
    values.delete(name);
    return found;
  };
  const [title, ...otherTitles] = take('title');
  const author = take('creator');
  const tags = take('subject');
  // A chapter is found by, and filtered by, the title of its book.
  const source = [...(title ? [title] : []), ...take('publisher')];
  const dates = take('date');
  const date = dates.map(parseDate).find(each => each !== undefined);
  const rest = [...values.values()].flat();
  for (const text of [...rest, ...otherTitles, ...dates])
    if (/\p{Script=Han}/u.test(text)) context.leaveOut('metadata', text);
  return {
    title,
    fields: {
      ...(author.length > 0 && { author }),
      ...(tags.length > 0 && { tags }),
      ...(source.length > 0 && { source }),
      ...(date && { date }),
    },
  };
}

/** Elements that HTML does not close by `/>`; a book is XHTML, where any element may be closed so. */
const selfClosed =
  /<(?!area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi;

/** The inside of `<body>`, or all if there is none. */
function bodyOf(html: string): string {
  const start = /<body\b[^>]*>/i.exec(html);
  const inside = start ? html.slice(start.index + start[0].length).replace(/<\/body\s*>[\s\S]*$/i, '') : html;
  return inside.replace(selfClosed, '<$1$2></$1>').replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
}

function headTitle(html: string): string | undefined {
  const title = /<title\b[^>/]*>([^<]*)<\/title\s*>/i.exec(html)?.[1];
  return (title && textOfElement(parseXml(`<t>${title}</t>`).root)) || undefined;
}

function notEpubError(file: string, cause: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is not a book in EPUB`, {
    expected: 'an .epub file with chapters',
    got: cause,
    hint: 'Save the file again.',
  });
}
