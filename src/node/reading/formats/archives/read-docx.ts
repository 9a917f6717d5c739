/** Reads a Word document. Needs the optional package `mammoth`. */
import { HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { parseDate } from '../../values/dates.ts';
import { elementsIn, findElements, localNameOf, parseXml, textOfElement, type XmlElement } from '../xml/xml-tree.ts';
import { fieldsOf, readChapter } from './chapters.ts';
import { openMembers } from './zip-members.ts';

/** Maximum size of a document in bytes. */
const maxDocxBytes = 256 * 2 ** 20;

/**
 * Reads the document: its text with tables, lists, foot- and endnotes, its headings as sections. Title and author are those of
 * its properties, else the first heading. Running heads and comments are left out by name; so are deleted passages.
 *
 * Law: every paragraph that the package does not give, and what is said about pictures, stands at the end of the body.
 *
 * @throws HansouError BAD_FILE when the file is not a Word document; IO when `mammoth` is missing
 */
export async function* readDocx(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  const { file } = input;
  const mammoth = await loadMammoth(file);
  const buffer = Buffer.from(await input.bytes(maxDocxBytes));
  const members = await openMembers(input);
  const parse = async (name: string) => {
    const member = members.find(each => each.file === `${file}/${name}`);
    return member && parseXml(await member.text()).root;
  };
  const main = await parse('word/document.xml');
  if (!main) throw notDocxError(file, 'an archive without word/document.xml');
  const { value: html } = await mammoth
    .convertToHtml(
      { buffer },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh", 'comment-reference => !'],
        // Pictures have no text.
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      },
    )
    .catch((cause: unknown) => {
      throw notDocxError(file, cause);
    });
  const chapter = readChapter(html, context);
  const notes = [await parse('word/footnotes.xml'), await parse('word/endnotes.xml')].flatMap(each => each ?? []);
  const missing = missingParagraphs([main, ...notes], chapter.body);
  for (const { name } of members.map(({ file: member }) => ({ name: member.slice(file.length + 1) }))) {
    const kind = /^word\/(?:header|footer)\d*\.xml$/.test(name)
      ? 'furniture'
      : /^word\/comments\w*\.xml$/.test(name)
        ? 'comment'
        : undefined;
    const text = kind && textOfElement((await parse(name))!);
    if (kind && text) context.leaveOut(kind, text);
  }
  const figures: string[] = [];
  for (const member of members) {
    const name = member.file.slice(file.length + 1);
    if (readParts.test(name) || !/\.xml$/i.test(name)) continue;
    const lines = textOfElement((await parse(name))!)
      .split('\n')
      .filter(line => /\p{Script=Han}/u.test(line));
    if (/^word\/(?:charts|diagrams)\//.test(name)) for (const line of lines) figures.push(line);
    else if (lines.length > 0) context.leaveOut('metadata', lines.join('\n'));
  }
  for (const name of findElements(main, 'alias')) context.leaveOut('markup', attributesOf(name, 'val').join(''));
  for (const reading of findElements(main, 'rt')) context.leaveOut('ruby', textOfElement(reading));
  for (const deleted of findElements(main, 'deltext')) context.leaveOut('comment', textOfElement(deleted));
  for (const field of findElements(main, 'instrtext')) context.leaveOut('markup', textOfElement(field));
  for (const field of findElements(main, 'fldsimple'))
    context.leaveOut('markup', attributesOf(field, 'instr').join(''));
  const properties = await readProperties(await parse('docProps/core.xml'), context);
  const body = [chapter.body, ...missing, ...describePictures(main), ...new Set(figures)]
    .filter(each => each !== '')
    .join('\n');
  const title = properties.title ?? chapter.heading;
  if (body === '' && !title) throw notDocxError(file, 'no text');
  yield { id: file, ...(title && { title }), ...properties, ...fieldsOf(chapter), body, file };
  // Other files that are put into the document: tables of Excel, pieces of HTML.
  for (const member of members)
    if (/^word\/(?:embeddings\/|[^/]*\.(?:html?|mht|rtf|txt|docx)$)/i.test(member.file.slice(file.length + 1)))
      yield* context.readMember(member);
}

/** The parts that are read as what they are, or hold no text. */
const readParts =
  /^(?:\[Content_Types\]|_rels\/|docProps\/core|word\/(?:document|footnotes|endnotes|header\d*|footer\d*|comments\w*)\.xml$)/;

/** The paragraphs whose text does not stand in the body: text boxes, fields, what the package does not know. */
function missingParagraphs(roots: readonly XmlElement[], body: string): string[] {
  const texts = roots.flatMap(paragraphsOf).filter(text => /\p{Script=Han}/u.test(text));
  // The package puts marks of notes into the text, and arrows that lead back to them.
  const solid = (text: string) => text.replace(/\s+|\[\d+\]|↑/g, '');
  const lines = new Map<string, number>();
  for (const line of body.split('\n').map(solid)) lines.set(line, (lines.get(line) ?? 0) + 1);
  const others: string[] = [];
  for (const text of texts) {
    const count = lines.get(solid(text)) ?? 0;
    if (count > 0) lines.set(solid(text), count - 1);
    else others.push(text);
  }
  // A paragraph may stand in a line with others, or have ends of lines in it.
  let rest = [...lines].flatMap(([line, count]) => (count > 0 ? [line] : [])).join('');
  const missing: string[] = [];
  for (const text of others) {
    const at = rest.indexOf(solid(text));
    if (at < 0) missing.push(text);
    else rest = `${rest.slice(0, at)}\0${rest.slice(at + solid(text).length)}`;
  }
  return missing;
}

/**
 * The text of each paragraph, without those of text boxes in it, which come by themselves, and without readings above characters.
 * What is written once more for old programs (`Fallback`) comes only if it differs.
 */
function paragraphsOf(root: XmlElement): string[] {
  const paragraphs: { text: string; readonly isFallback: boolean }[] = [];
  const visit = (element: XmlElement, paragraph: { text: string } | undefined, isFallback: boolean) => {
    const name = localNameOf(element);
    if (name === 'rt') return;
    if (name === 't' && paragraph) paragraph.text += textOfElement(element);
    const inside = isFallback || name === 'fallback';
    let at = name === 'txbxcontent' ? undefined : paragraph;
    if (name === 'p') {
      const own = { text: '', isFallback: inside };
      paragraphs.push(own);
      at = own;
    }
    for (const child of elementsIn(element)) visit(child, at, inside);
  };
  visit(root, undefined, false);
  const texts = new Set(paragraphs.flatMap(({ text, isFallback }) => (isFallback ? [] : [text])));
  return paragraphs.flatMap(({ text, isFallback }) => (isFallback && texts.has(text) ? [] : [text]));
}

/** What the file says about its pictures. */
function describePictures(root: XmlElement): string[] {
  return findElements(root, 'docpr').flatMap(picture => [...new Set(attributesOf(picture, 'title', 'descr'))]);
}

/** The values of some attributes, whatever their prefixes. */
function attributesOf({ attributes }: XmlElement, ...names: readonly string[]): string[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    names.includes(name.slice(name.indexOf(':') + 1).toLowerCase()) && value.trim() !== '' ? [value] : [],
  );
}

type Properties = Pick<FileDocument, 'title' | 'subtitle' | 'author' | 'date' | 'tags'>;

/** Title, author, day and keywords of the file's properties; the rest is reported. */
async function readProperties(core: XmlElement | undefined, context: ReaderContext): Promise<Properties> {
  if (!core) return {};
  const value = (name: string) => {
    const [element] = findElements(core, name);
    return (element && textOfElement(element)) || undefined;
  };
  const editor = value('lastmodifiedby');
  if (editor) context.leaveOut('metadata', editor);
  const creator = value('creator');
  const isName =
    creator !== undefined && /\p{Script=Han}/u.test(creator) && !/^(?:用户|微软用户|系统管理员)$/.test(creator);
  if (creator && !isName) context.leaveOut('metadata', creator);
  const title = value('title');
  const date = parseDate(value('created'));
  const tags = value('keywords')?.split(/[,，;；、]\s*/);
  const lead = [value('subject'), value('description'), value('category')].filter(each => each);
  return {
    ...(title && { title }),
    ...(isName && { author: [creator] }),
    ...(date && { date }),
    ...(tags && { tags }),
    ...(lead.length > 0 && { subtitle: lead.join('\n') }),
  };
}

async function loadMammoth(file: string): Promise<typeof import('mammoth')> {
  try {
    const mammoth = await import('mammoth');
    return mammoth.default ?? mammoth;
  } catch (cause) {
    throw new HansouError('IO', `${file} cannot be read`, {
      expected: 'the package mammoth, which reads Word documents',
      got: 'no such package',
      hint: 'Run npm install mammoth.',
      cause,
    });
  }
}

function notDocxError(file: string, cause: unknown): HansouError {
  return new HansouError('BAD_FILE', `${file} is not a Word document`, {
    expected: 'a .docx file with text',
    got: cause instanceof Error ? cause.message : String(cause),
    hint: 'Save the file again as .docx.',
    cause,
  });
}
