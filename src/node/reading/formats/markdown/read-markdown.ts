/** Reads a Markdown file as one document: front matter, title, and text without markup, in sections. */
import { BodyBuilder } from '../../body-builder.ts';
import type { FileDocument } from '../../document.ts';
import type { FormatReader, ReaderContext } from '../../reader.ts';
import { documentUrl } from '../../site/document-url.ts';
import type { SiteKind } from '../../site/site-kind.ts';
import { parsePageName } from '../../values/page-name.ts';
import { Anchors } from './anchors.ts';
import { splitFrontMatter } from './front-matter.ts';
import { writeMarkdownBody } from './markdown-body.ts';
import { readPageMatter } from './page-matter.ts';
import { parseMarkdown } from './parse-markdown.ts';

/** Says in front matter that is not parsed that a page is not published. */
const draftLine = /^(?:draft\s*[:=]\s*true|published\s*[:=]\s*false)\s*$/m;

/** A Markdown file: its name, its path below the folder that was named, and its text. */
interface MarkdownFile {
  readonly file: string;
  readonly path: string;
  readonly text: string;
}

/** Reads the document of a Markdown file; drafts are left out. */
export const markdownReader: FormatReader = async function* (input, context) {
  const document = await readMarkdown({ file: input.file, path: input.path, text: await input.text() }, context);
  if (document === undefined) return;
  if (document.body || document.title) yield document;
  else context.leaveOut('no text', '');
};

/** Whether a site does not publish a page yet: Hugo keeps back pages, Jekyll posts, until their day. */
function isInFuture(date: string | undefined, kind: SiteKind, path: string): boolean {
  const isKept = kind === 'hugo' || (kind === 'jekyll' && /(?:^|\/)_posts\//.test(path));
  if (!isKept || date === undefined) return false;
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map(part => `${part}`.padStart(2, '0'))
    .join('-');
  return date > today;
}

/**
 * Reads the document; undefined for a draft, which is left out. The title is that of the front matter, else the first heading
 * of level 1 or 2 that no text stands before. The date is that of the front matter, else that of the file name.
 * @throws HansouError BAD_FILE when `strict` is set and the front matter is not valid
 */
async function readMarkdown(
  { file, path, text }: MarkdownFile,
  context: ReaderContext,
): Promise<FileDocument | undefined> {
  const front = splitFrontMatter(file, text, context.options);
  const matter = readPageMatter(front.values, context.siteKind(file));
  const isDraft =
    matter.draft ||
    draftLine.test(front.unparsed ?? '') ||
    /(?:^|\/)_drafts\//.test(path) ||
    /(?:^|\/)_drafts\//.test(file);
  if (isDraft && !context.options.drafts) {
    context.leaveOut('draft', text);
    return undefined;
  }
  const date = matter.fields.date ?? parsePageName(path).date;
  if (isInFuture(matter.publishDate ?? date, context.siteKind(file), path) && !context.options.drafts) {
    context.leaveOut('future page', text);
    return undefined;
  }
  if (matter.unsearched) {
    context.leaveOut('ignored', text);
    return undefined;
  }
  if (front.broken !== undefined) context.leaveOut('broken front matter', front.broken);
  for (const comment of front.comments) context.leaveOut('comment', comment);
  for (const pair of front.repeated) context.leaveOut('metadata', pair);
  if (matter.unsearchedText) context.leaveOut('metadata', matter.unsearchedText);
  const body = new BodyBuilder();
  if (front.unparsed !== undefined) {
    context.leaveOut('long front matter', '');
    body.addLines(front.unparsed);
  }
  for (const line of matter.lines) body.addLines(line);
  const target = {
    body,
    anchors: new Anchors(context.siteKind(file)),
    context,
    title: matter.fields.title as string | undefined,
  };
  const tree = parseMarkdown(front.rest);
  if (tree) writeMarkdownBody(tree, target);
  else body.addLines(front.rest);
  const { url: given, ...fields } = matter.fields;
  const url = documentUrl(
    {
      ...{ path: context.sitePath(file, path), kind: context.siteKind(file), ...matter.address, url: given, date },
      config: context.siteConfig(file),
      ...{ postPermalink: await context.postPermalink(file), categories: matter.categories, title: target.title },
    },
    context.options,
  );
  return {
    id: file,
    ...fields,
    ...(target.title && { title: target.title }),
    ...body.build(),
    ...(date !== undefined && { date }),
    ...(url !== undefined && { url }),
    file,
  };
}
