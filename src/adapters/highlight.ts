/** Highlights a query in a text that no index of hansou holds. */
import { fold } from '../text/folding.ts';
import { MatchList, NeedleMatcher } from '../text/needle-matcher.ts';
import { findNormalForm } from '../text/normal/find-normal-form.ts';
import { isNormal } from '../text/normal-form.ts';
import type { Span } from '../text/span.ts';
import { unitsFromString } from '../text/units.ts';
import type { ChineseTerms } from './chinese-terms.ts';

/** A text with the places of a query in it, as `toHtml` of hansou takes it. */
export interface HighlightedText {
  /** The text that was passed in. */
  readonly text: string;
  /** The matches, in order, disjoint, none empty, in UTF-16 units. */
  readonly highlights: readonly Span[];
}

/** Finds in a text what `ChineseTerms.ofHighlight` names: at each place the longest, from left to right. */
export function highlightText(terms: ChineseTerms, text: string, query: string): HighlightedText {
  const { words, bigrams } = terms.ofHighlight(query);
  const found = findAll(words, text);
  return { text, highlights: found.length > 0 ? found : findAll(bigrams, text) };
}

function findAll(needles: readonly string[], text: string): Span[] {
  const matcher = new NeedleMatcher(needles);
  const folded = unitsFromString(fold(text));
  const spans = findIn(matcher, folded);
  if (!isNormal(folded, folded.length)) {
    // What is written otherwise in normal form (㎡ for m2) is found there, and highlighted where it stands.
    const normal = findNormalForm(text);
    for (const { start, end } of findIn(matcher, unitsFromString(fold(normal.text))))
      spans.push({ start: normal.starts[start], end: normal.ends[end - 1] });
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
  }
  let covered = 0;
  return spans.filter(({ start, end }) => {
    if (start < covered) return false;
    covered = end;
    return true;
  });
}

/** All matches, by their starts, the longest of a place first. */
function findIn(matcher: NeedleMatcher, units: Uint16Array): { start: number; end: number }[] {
  const list = new MatchList();
  matcher.find(units, units.length, list);
  return Array.from({ length: list.count }, (_, i) => ({ start: list.starts[i], end: list.ends[i] }));
}
