/** Creates the options of a hit: the article with title, date, byline and passage, and its sections. */
import type { Hit } from '../../search-result.ts';
import type { Snippet } from '../../snippet/snippet.ts';
import { checkAddress, createLink, findPage, listWords, rememberWords } from '../hit-links.ts';
import type { Labels } from '../labels.ts';
import { isPath, listShownValues, type ShownFields } from '../shown-fields.ts';
import { createHighlightedNodes, createPart } from './dom.ts';
import { asOption } from './option-list.ts';

/** Called when a reader opens a hit; false if somebody else opens it. */
export type OnOpen = (hit: Hit, url: string | undefined) => boolean;

/**
 * Creates the options of hits that have one way of matching. Hits on one page stand together where the first of them
 * stands, the later ones as places in it.
 * @param onOpen is called before a link is followed, and for a hit that is no link
 */
export function createHitOptions(
  hits: readonly Hit[],
  fields: ShownFields,
  labels: Labels,
  onOpen: OnOpen,
): HTMLElement[] {
  const pages = new Map<string | Hit, HTMLElement[]>();
  for (const hit of hits) {
    const page = findPage(hit) ?? hit;
    const options = pages.get(page);
    if (options) options.push(createHitOption(hit, fields, labels, onOpen, 'hit section'));
    else pages.set(page, [createHitOption(hit, fields, labels, onOpen, 'hit'), ...createSections(hit, onOpen)]);
  }
  return [...pages.values()].flat();
}

function createHitOption(hit: Hit, fields: ShownFields, labels: Labels, onOpen: OnOpen, names: string): HTMLElement {
  const headline = fields.title === undefined ? undefined : hit.snippets[fields.title]?.[0];
  const title =
    headline && !isPath(headline.text) ? createHighlightedNodes(headline.text, headline.highlights) : [labels.untitled];
  const option = createOption(hit, undefined, names, onOpen, createText('title', ...title));
  const about = formatAbout(hit, fields);
  if (about) option.append(createText('about', about));
  for (const [name, found] of Object.entries(hit.snippets))
    if (name !== fields.title)
      for (const snippet of found ?? [])
        if ((name === fields.body && !hit.sections) || (name !== fields.body && snippet.highlights.length > 0))
          option.append(createPassage(snippet));
  return option;
}

/** The sections of the hit in which the query was found, with their passages. */
function createSections(hit: Hit, onOpen: OnOpen): HTMLElement[] {
  return (hit.sections ?? []).map(({ title, anchor, snippet }) =>
    createOption(
      hit,
      anchor || undefined,
      'hit section',
      onOpen,
      createText('title', title),
      ...(snippet.text ? [createPassage(snippet)] : []),
    ),
  );
}

function createPassage({ text, highlights }: Snippet): HTMLElement {
  return createText('snippet', ...createHighlightedNodes(text, highlights));
}

/** A link if the hit has an address that may be followed. */
function createOption(
  hit: Hit,
  anchor: string | undefined,
  names: string,
  onOpen: OnOpen,
  ...content: Node[]
): HTMLElement {
  const address = checkAddress(hit.document['url']);
  if (address === undefined) {
    const option = asOption(createPart('div', names, ...content));
    option.addEventListener('click', () => onOpen(hit, undefined));
    return option;
  }
  const link = asOption(createPart('a', names, ...content));
  const words = listWords(hit);
  link.href = createLink(address, anchor, words);
  link.addEventListener('click', event => {
    if (!onOpen(hit, link.href)) event.preventDefault();
    else rememberWords(link.href, words);
  });
  return link;
}

/** A line of text that runs in its own direction. */
function createText(name: string, ...content: (Node | string)[]): HTMLElement {
  const line = createPart('span', name, ...content);
  line.dir = 'auto';
  return line;
}

/** The date, byline and other values of a hit in one line. */
export function formatAbout(hit: Hit, fields: ShownFields): string {
  return fields.about
    .map(name => listShownValues(hit.document[name]).join('、'))
    .filter(value => value !== '')
    .join(' · ');
}
