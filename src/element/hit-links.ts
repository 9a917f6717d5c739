/**
 * Where does a hit lead, and how are its words marked there? By a text fragment in the address, where the browser knows
 * them: that marks the first place of each word. All places are marked by `markArrival` (arrival.ts), in any
 * browser, if the page that was opened loads hansou's script too.
 */
import type { Hit } from '../search-result.ts';

/** Maximum number of words that are marked. */
const maxWords = 6;
const storageKey = 'hansou-words';
/** Milliseconds from the click to the page: a page that was opened in another tab is not marked on a later visit. */
const maxWayMs = 60_000;

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
  const target = anchor === undefined ? hash : encodeURI(withoutHalves(anchor));
  const encode = (word: string) => encodeURIComponent(withoutHalves(word)).replaceAll('-', '%2D');
  const directive =
    words.length > 0 && 'fragmentDirective' in document
      ? `:~:${words.map(word => `text=${encode(word)}`).join('&')}`
      : '';
  return target || directive ? `${page}#${target}${directive}` : page;
}

/** A text without halves of characters, which have no form in an address. */
function withoutHalves(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
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

/** The words to mark in this page, if a link with them has just led here; [] otherwise, and the next time. */
export function recallWords(): readonly string[] {
  try {
    const [page, words, time = 0] = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [
      string?,
      string[]?,
      number?,
    ];
    if (page !== location.pathname + location.search || !words) return [];
    sessionStorage.removeItem(storageKey);
    return Date.now() - time > maxWayMs ? [] : words;
  } catch {
    // As above.
    return [];
  }
}
