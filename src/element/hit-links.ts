/**
 * Where does a hit lead, and how are its words marked there? By a text fragment in the address, where the browser knows
 * them: that marks the first place of each word. All places are marked by `markArrival`, in any browser, if the page that
 * was opened loads hansou's script too.
 */
import type { Hit } from '../search-result.ts';

/** Maximum number of words that are marked. */
const maxWords = 6;
const storageKey = 'hansou-words';
/** Milliseconds from the click to the page: a page that was opened in another tab is not marked on a later visit. */
const maxWayMs = 60_000;
/** Maximum number of places marked in a page. */
const maxPlaces = 500;

/** An address that a reader may follow (http, https or relative, never a script); undefined for anything else. */
export function checkAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return /^https?:$/.test(new URL(value, document.baseURI).protocol) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The address of a place in a page, with a text fragment for the words. */
export function createLink(address: string, anchor: string | undefined, words: readonly string[]): string {
  const [page, hash = ''] = address.split(/#(.*)/s);
  const target = anchor === undefined ? hash : encodeURI(anchor);
  const encode = (word: string) => encodeURIComponent(word).replaceAll('-', '%2D');
  const directive =
    words.length > 0 && 'fragmentDirective' in document
      ? `:~:${words.map(word => `text=${encode(word)}`).join('&')}`
      : '';
  return target || directive ? `${page}#${target}${directive}` : page;
}

/** The address of the page of a hit, without its place there; undefined for a hit without one. */
export function findPage(hit: Hit): string | undefined {
  return checkAddress(hit.document['url'])?.split('#')[0];
}

/** The highlighted words of a hit, each once, the longest first. */
export function listWords(hit: Hit): string[] {
  const snippets = Object.values(hit.snippets as Record<string, Hit['snippets'][string]>).flatMap(each => each ?? []);
  const words = snippets.flatMap(({ text, highlights }) => highlights.map(({ start, end }) => text.slice(start, end)));
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, maxWords);
}

/** Remembers the words to mark in the page that a link opens. */
export function rememberWords(link: string, words: readonly string[]): void {
  try {
    const { pathname, search } = new URL(link, document.baseURI);
    sessionStorage.setItem(storageKey, JSON.stringify([pathname + search, words, Date.now()]));
  } catch {
    // A page may forbid storage; its words are not marked then.
  }
}

/** Marks the words that the page was opened for, and shows the first of them. Nothing in the document changes. */
export function markArrival(): void {
  try {
    const [page, words, time = 0] = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [
      string?,
      string[]?,
      number?,
    ];
    if (page !== location.pathname + location.search || !words) return;
    sessionStorage.removeItem(storageKey);
    if (Date.now() - time > maxWayMs) return;
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => markWords(words));
    else markWords(words);
  } catch {
    // As above.
  }
}

function markWords(words: readonly string[]): void {
  const wanted = words.map(word => word.toLowerCase());
  const places: Range[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && places.length < maxPlaces; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').toLowerCase();
    if (text.length !== node.nodeValue?.length || node.parentElement?.closest('script, style, noscript')) continue;
    for (const word of wanted)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const place = document.createRange();
        place.setStart(node, at);
        place.setEnd(node, at + word.length);
        places.push(place);
      }
  }
  if (places.length === 0) return;
  places.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
  if ('highlights' in CSS) {
    CSS.highlights.set('hansou', new Highlight(...places));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('::highlight(hansou) { background-color: Mark; color: MarkText }');
    document.adoptedStyleSheets.push(sheet);
  }
  // A place that the address names comes first.
  if (!location.hash) places[0].startContainer.parentElement?.scrollIntoView({ block: 'center' });
}
