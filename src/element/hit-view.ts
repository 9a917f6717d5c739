/** One hit as a list item: headline, when and by whom, the place in the article, and the article when it is opened. */
import type { Schema } from '../index/schema.ts';
import type { SearchIndex } from '../search-index.ts';
import type { Hit } from '../search-result.ts';
import { createHighlightedNodes, createPart } from './dom.ts';
import type { Labels } from './labels.ts';

/** Longer than any article: a snippet of this length is the whole text. */
const unlimitedLength = 0x7fffffff;

/** Which fields show what: the headline, the text, and what is told about an article. */
export interface ShownFields {
  readonly title: string | undefined;
  readonly body: string | undefined;
  readonly about: readonly string[];
}

/**
 * The text field that weighs most is the headline, when another text field is there.
 * @param about the names of dates, keywords and numbers to be told; default all dates and keywords
 */
export function chooseShownFields(schema: Schema, about: string | null): ShownFields {
  const names = Object.keys(schema);
  const texts = names.flatMap(name => {
    const field = schema[name];
    return field.type === 'text' ? [{ name, weight: field.weight }] : [];
  });
  const title = texts.length > 1 ? [...texts].sort((a, b) => b.weight - a.weight)[0].name : undefined;
  const body = texts.some(({ name }) => name === 'body')
    ? 'body'
    : texts.filter(({ name }) => name !== title).at(-1)?.name;
  return {
    title,
    body,
    about:
      about?.split(/[\s,]+/).filter(name => names.includes(name)) ??
      ['date', 'keyword'].flatMap(type => names.filter(name => schema[name].type === type)),
  };
}

/** The list item of a hit. `place` is its number among all hits of the query. */
export function createHitView(
  index: SearchIndex,
  query: string,
  hit: Hit,
  place: number,
  fields: ShownFields,
  labels: Labels,
): HTMLLIElement {
  const item = createPart('li', 'hit');
  const headline = fields.title === undefined ? undefined : hit.snippets[fields.title]?.[0];
  const words = headline ? createHighlightedNodes(headline.text, headline.highlights) : [labels.untitled];
  const address = checkAddress(hit.document['url']);
  const opener = address === undefined ? createPart('button', 'open', ...words) : createPart('a', 'open', ...words);
  if (opener instanceof HTMLAnchorElement) opener.href = address as string;
  item.append(createPart('h2', 'title', opener));
  const about = formatAbout(hit, fields, labels);
  if (about) item.append(createPart('p', 'about', about));
  const snippets = createPart('div', 'snippets');
  for (const [name, found] of Object.entries(hit.snippets))
    if (name !== fields.title)
      for (const snippet of found ?? [])
        if (name === fields.body || snippet.highlights.length > 0)
          snippets.append(createPart('p', 'snippet', ...createHighlightedNodes(snippet.text, snippet.highlights)));
  item.append(snippets);
  if (opener instanceof HTMLButtonElement) {
    opener.type = 'button';
    opener.setAttribute('aria-expanded', 'false');
    opener.addEventListener('click', () => {
      const open = opener.getAttribute('aria-expanded') === 'true';
      opener.setAttribute('aria-expanded', String(!open));
      item.querySelector('.article')?.remove();
      snippets.hidden = !open;
      if (!open) item.append(createArticleView(index, query, place, fields));
    });
  }
  return item;
}

function formatAbout(hit: Hit, fields: ShownFields, labels: Labels): string {
  const values = fields.about
    .flatMap(name => {
      const value = hit.document[name];
      return Array.isArray(value)
        ? value.join('、')
        : typeof value === 'string'
          ? value
          : typeof value === 'number'
            ? `${value}`
            : '';
    })
    .filter(value => value !== '');
  const tier = labels.tiers[hit.tier];
  return [...values, ...(tier === undefined ? [] : [tier])].join(' · ');
}

/** The whole text of a hit with everything marked, a paragraph a line. */
function createArticleView(index: SearchIndex, query: string, place: number, fields: ShownFields): HTMLElement {
  const article = createPart('div', 'article');
  const { body } = fields;
  if (body === undefined) return article;
  const [hit] = index.search(query, {
    offset: place,
    limit: 1,
    snippet: { length: unlimitedLength, fields: [body] },
  }).hits;
  const snippet = hit?.snippets[body]?.[0];
  const text = hit?.document[body];
  if (!snippet || typeof text !== 'string') return article;
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim())
      article.append(
        createPart('p', 'paragraph', ...createHighlightedNodes(text, snippet.highlights, start, start + line.length)),
      );
    start += line.length + 1;
  }
  return article;
}

/** An address that a reader may follow: http, https or relative; never a script. */
function checkAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return /^https?:$/.test(new URL(value, document.baseURI).protocol) ? value : undefined;
  } catch {
    return undefined;
  }
}
