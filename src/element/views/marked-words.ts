/** The marks of words in the page that a hit leads to. Entry point: `markWords`. */
import { findLabels } from '../labels.ts';
import { createMarkBar } from './mark-bar.ts';

/** Maximum number of places marked in a page. */
const maxPlaces = 500;

/** Marks words in the page, shows the first of them, and a bar where there are several. */
export function markWords(words: readonly string[]): void {
  const places = findPlaces(words);
  if (places.length === 0) return;
  const canMark = 'highlights' in CSS;
  if (canMark) {
    CSS.highlights.set('hansou', new Highlight(...places));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '::highlight(hansou) { background-color: Mark; color: MarkText } ::highlight(hansou-current) { background-color: Highlight; color: HighlightText }',
    );
    document.adoptedStyleSheets.push(sheet);
  }
  // A place that the address names comes first.
  if (!location.hash) scrollToPlace(places[0]);
  if (places.length === 1) return;
  const bar = createMarkBar(places.length, findLabels(document.documentElement), {
    show(at) {
      if (canMark) {
        const current = new Highlight(places[at]);
        current.priority = 1;
        CSS.highlights.set('hansou-current', current);
      }
      scrollToPlace(places[at]);
    },
    close() {
      bar.remove();
      if (canMark) for (const name of ['hansou', 'hansou-current']) CSS.highlights.delete(name);
    },
  });
  document.body.append(bar);
}

/** The places of the words that a reader can see, in order. Law: no two of them overlap; the longer word counts. */
function findPlaces(words: readonly string[]): Range[] {
  const wanted = words.map(word => word.toLowerCase()).sort((a, b) => b.length - a.length);
  const places: Range[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && places.length < maxPlaces; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').toLowerCase();
    const { parentElement } = node;
    if (text.length !== node.nodeValue?.length || parentElement?.closest('script, style, noscript')) continue;
    const found: (readonly [start: number, end: number])[] = [];
    for (const word of wanted)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const end = at + word.length;
        if (!found.some(([from, to]) => at < to && end > from)) found.push([at, end]);
      }
    if (found.length === 0 || parentElement?.checkVisibility?.() === false) continue;
    for (const [start, end] of found.sort(([a], [b]) => a - b)) {
      const place = document.createRange();
      place.setStart(node, start);
      place.setEnd(node, end);
      places.push(place);
    }
  }
  return places;
}

/** Brings a place into the middle of the window, also within a long paragraph. */
function scrollToPlace(place: Range): void {
  place.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  const { top, bottom } = place.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) window.scrollBy(0, top - window.innerHeight / 2);
}
