/** Shows a hit that is no link: the whole article in place of the hits, with all its words marked. */
import type { Hit } from '../../search-result.ts';
import type { Labels } from '../labels.ts';
import type { ShownFields } from '../shown-fields.ts';
import { createButton, createHighlightedNodes, createPart } from './dom.ts';
import { formatAbout } from './hit-view.ts';

/** What an article is made of. */
interface ShownArticle {
  /** The hit as it stands in the list. */
  readonly hit: Hit;
  /** The same with its whole body as a snippet; undefined when it cannot be found any more. */
  readonly whole: Hit | undefined;
}

/** An article, and the way to its marks. */
export interface ArticleView {
  readonly element: HTMLElement;
  /** Takes the focus to the article and shows its first mark, or its beginning. */
  show(): void;
}

/** Creates an article; each line of its text is a paragraph. */
export function createArticleView(
  { hit, whole }: ShownArticle,
  fields: ShownFields,
  labels: Labels,
  onBack: () => void,
): ArticleView {
  const headline = fields.title === undefined ? undefined : hit.snippets[fields.title]?.[0];
  const title = createPart(
    'h2',
    'article-title',
    ...(headline ? createHighlightedNodes(headline.text, headline.highlights) : [labels.untitled]),
  );
  const about = formatAbout(hit, fields);
  const paragraphs = fields.body === undefined || !whole ? [] : createParagraphs(whole, fields.body);
  const marks = paragraphs.flatMap(each => Array.from(each.querySelectorAll('mark')));
  let at = 0;
  const showMark = (step: number) => {
    marks[at]?.classList.remove('current');
    at = (at + step + marks.length) % marks.length;
    marks[at].classList.add('current');
    position.textContent = `${at + 1}/${marks.length}`;
    marks[at].scrollIntoView({ block: 'center' });
  };
  const position = createPart('span', 'position');
  const bar = createPart('div', 'article-bar', createButton('back', onBack, labels.back));
  if (marks.length > 1)
    for (const each of [
      createButton('previous', () => showMark(-1), labels.previousMark),
      position,
      createButton('next', () => showMark(1), labels.nextMark),
    ])
      bar.append(each);
  const element = createPart('article', 'article', bar, title);
  element.tabIndex = -1;
  element.setAttribute('aria-label', title.textContent ?? '');
  if (about) element.append(createPart('p', 'about', about));
  element.append(...paragraphs);
  return {
    element,
    show() {
      element.focus({ preventScroll: true });
      if (marks.length > 0) showMark(0);
      else element.scrollIntoView({ block: 'nearest' });
    },
  };
}

function createParagraphs(hit: Hit, body: string): HTMLElement[] {
  const snippet = hit.snippets[body]?.[0];
  const text = hit.document[body];
  if (!snippet || typeof text !== 'string') return [];
  let start = 0;
  return text.split('\n').flatMap(line => {
    const range = { start, end: start + line.length };
    start = range.end + 1;
    if (!line.trim()) return [];
    const paragraph = createPart('p', 'paragraph', ...createHighlightedNodes(text, snippet.highlights, range));
    paragraph.dir = 'auto';
    return [paragraph];
  });
}
