/** Creates the list item of a hit: headline, date and author, snippets, and the whole article when it is opened. */
import type { Schema } from '../index/schema.ts';
import type { SearchIndex } from '../search-index.ts';
import type { Hit } from '../search-result.ts';
import { createHighlightedNodes, createPart } from './dom.ts';
import type { Labels } from './labels.ts';

/** A snippet length, in UTF-16 units, that no text exceeds: the snippet is the whole text. */
const wholeTextLength = 0x7fffffff;

/** The fields shown for a hit: its headline, its text, and the values in the line below the headline. */
interface ShownFields {
  readonly title: string | undefined;
  readonly body: string | undefined;
  readonly about: readonly string[];
}

/** A hit and the search that found it. */
interface ShownHit {
  readonly index: SearchIndex;
  readonly query: string;
  readonly hit: Hit;
  /** Position of the hit among all hits of the query, from 0. */
  readonly rank: number;
}

/**
 * Chooses the fields to show. The text field with the greatest weight is the headline, if there are several text fields.
 * @param about names of date, keyword or number fields; null for all date and keyword fields
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

/** Creates the list item of a hit. */
export function createHitView(shown: ShownHit, fields: ShownFields, labels: Labels): HTMLLIElement {
  const { hit } = shown;
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
      const wasOpen = opener.getAttribute('aria-expanded') === 'true';
      opener.setAttribute('aria-expanded', String(!wasOpen));
      item.querySelector('.article')?.remove();
      snippets.hidden = !wasOpen;
      if (!wasOpen) item.append(createArticleView(shown, fields));
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

/** The whole text of a hit with all highlights; each line is a paragraph. */
function createArticleView({ index, query, rank }: ShownHit, { body }: ShownFields): HTMLElement {
  const article = createPart('div', 'article');
  if (body === undefined) return article;
  const [hit] = index.search(query, {
    offset: rank,
    limit: 1,
    snippet: { length: wholeTextLength, fields: [body] },
  }).hits;
  const snippet = hit?.snippets[body]?.[0];
  const text = hit?.document[body];
  if (!snippet || typeof text !== 'string') return article;
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (line.trim())
      article.append(createPart('p', 'paragraph', ...createHighlightedNodes(text, snippet.highlights, { start, end })));
    start = end + 1;
  }
  return article;
}

/** An address that a reader may follow (http, https or relative, never a script); undefined for anything else. */
function checkAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return /^https?:$/.test(new URL(value, document.baseURI).protocol) ? value : undefined;
  } catch {
    return undefined;
  }
}
