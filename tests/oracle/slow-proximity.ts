/**
 * A slow twin of proximity (`ProximityScorer`): every window and every character, by plain strings. It imports the weights
 * and windows under test from `rank/constants.ts`, and takes the cut of the query as given.
 */
import { TermKind } from '../../src/analysis/analysis.ts';
import { foldedText } from '../../src/query/cut/cut-query.ts';
import type { ScoredText } from '../../src/query/match/match-query.ts';
import { aroundWindow, nearWindow, openingWindow, proximityWeight } from '../../src/query/rank/constants.ts';
import { fold } from '../../src/text/folding.ts';

export function slowProximity(
  documents: readonly { readonly title: string; readonly body: string }[],
  scored: ScoredText,
): (document: number) => number {
  const { analysis } = scored.text;
  const idfOf = (kind: TermKind, start: number, end: number): number => {
    const frequency = Math.max(
      ...scored.fields.map(({ reader }) => reader.documentFrequency({ kind, units: analysis.units, start, end })),
    );
    return Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
  };
  const characters = new Map<string, number>();
  const words = new Map<string, number>();
  const isRun = (text: string) => !/\p{Script=Han}/u.test(text);
  for (let i = 0; i < analysis.count; i++) {
    const [start, end] = [analysis.starts[i], analysis.ends[i]];
    const term = foldedText(scored.text, { start, end });
    const kind = analysis.kinds[i] as TermKind;
    if (kind === TermKind.Character) characters.set(term, idfOf(kind, start, end));
    if (kind === TermKind.Word && isRun(term)) {
      characters.set(term, idfOf(kind, start, end));
      words.set(term, idfOf(kind, start, end));
    }
  }
  for (const { start, end } of scored.text.words) {
    const term = foldedText(scored.text, { start, end });
    if (!isRun(term)) words.set(term, idfOf(TermKind.Word, start, end));
  }
  const sum = (of: Map<string, number>) => [...of.values()].reduce((total, idf) => total + idf, 0);
  const idfSum = sum(characters);

  return document => {
    const [title, body] = [documents[document].title, documents[document].body].map(fold);
    const places = (of: Map<string, number>, text: string) =>
      [...of.keys()].flatMap(needle => {
        const found: { start: number; end: number; needle: string }[] = [];
        for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
          const end = at + needle.length;
          const inside = (before: string | undefined, after: string | undefined) =>
            /^[a-z0-9]{2}$/.test(`${before ?? ' '}${after ?? ' '}`);
          if (!inside(text[at - 1], text[at]) && !inside(text[end - 1], text[end]))
            found.push({ start: at, end, needle });
        }
        return found;
      });
    const share = (of: Map<string, number>, window: number) =>
      Math.max(shareIn(title, of, window), shareIn(body, of, window));
    const shareIn = (text: string, of: Map<string, number>, window: number): number => {
      const all = places(of, text);
      let best = 0;
      for (const { start } of all) {
        const inside = new Set(
          all.filter(each => each.start >= start && each.end <= start + window).map(each => each.needle),
        );
        best = Math.max(
          best,
          [...inside].reduce((total, needle) => total + of.get(needle)!, 0),
        );
      }
      return sum(of) > 0 ? best / sum(of) : 0;
    };
    const opening = new Set(
      places(characters, body)
        .filter(each => each.end <= openingWindow)
        .map(each => each.needle),
    );
    const openingIdf = [...opening].reduce((total, needle) => total + characters.get(needle)!, 0);
    return (
      idfSum *
      (proximityWeight.near * share(characters, nearWindow) +
        proximityWeight.around * share(characters, aroundWindow) +
        proximityWeight.words * share(words, nearWindow) +
        (idfSum > 0 ? (proximityWeight.opening * openingIdf) / idfSum : 0))
    );
  };
}
