import type { TextReader } from '../index/index-reader.ts';
import { foldUnits, stringOf } from '../text/folding.ts';
import { MatchList } from '../text/needle-matcher.ts';
import type { Span } from '../text/span.ts';
import { UnitBuffer } from '../text/unit-buffer.ts';
import type { Needles } from './needles.ts';
import { findBestPassage, type Passage, type WeightedMatch } from './passage.ts';

/** A stretch of a text to show, with what was asked for marked in it. Offsets are UTF-16 units. */
export interface Snippet {
  /** What is shown; `…` stands where the text goes on. Line breaks are blanks. */
  readonly text: string;
  /** The marks in `text`: by place, disjoint, none empty. */
  readonly highlights: readonly Span[];
  /**
   * `sources[i]` are the places of `highlights[i]` in the string that the caller gave in: several where repair dropped
   * blanks or line breaks inside the mark.
   */
  readonly sources: readonly (readonly Span[])[];
}

/** How snippets are made. */
export interface SnippetOptions {
  /** UTF-16 units of a snippet, without the `…`; default 120. */
  readonly length?: number;
  /** At most so many stretches of a field, best first; default 1. */
  readonly fragments?: number;
  /** Text fields that get snippets (default the fields searched). */
  readonly fields?: readonly string[];
}

export const defaultSnippetOptions = { length: 120, fragments: 1 } as const;

const ellipsis = '…';

/** Makes snippets of one field's texts; buffers are used again. */
export class SnippetMaker {
  private readonly original = new UnitBuffer();
  private folded = new Uint16Array(0);
  private readonly matches = new MatchList();

  constructor(
    private readonly needles: Needles,
    private readonly options: SnippetOptions,
  ) {}

  /** The whole text of a field, marked: for headlines. */
  highlightWhole(field: TextReader, document: number): Snippet[] {
    const marks = this.findMatches(field, document);
    if (this.original.length === 0) return [];
    return [this.makeSnippet(field, document, { start: 0, end: this.original.length }, marks)];
  }

  /**
   * The best stretches of a field, apart from each other, those first that show most of what the ones before do not; its
   * beginning, unmarked, when nothing that was asked for stands there.
   */
  makeSnippets(field: TextReader, document: number): Snippet[] {
    const marks = this.findMatches(field, document);
    if (this.original.length === 0) return [];
    const length = Math.max(1, this.options.length ?? defaultSnippetOptions.length);
    const fragments = Math.max(1, this.options.fragments ?? defaultSnippetOptions.fragments);
    const snippets: Snippet[] = [];
    const shown = new Set<number>();
    let free: Span[] = [{ start: 0, end: this.original.length }];
    while (snippets.length < fragments) {
      const passages = free.map(bounds => findBestPassage(this.folded, bounds, marks, length, shown));
      const best = passages.reduce<Passage | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined);
      if (!best || (best.score === 0 && snippets.length > 0)) break;
      snippets.push(this.makeSnippet(field, document, best, marks));
      for (const mark of marks) if (mark.start >= best.start && mark.end <= best.end) shown.add(mark.needle);
      free = free.flatMap(bounds => subtractSpan(bounds, best));
    }
    return snippets;
  }

  /** Reads a text and finds what to mark in it, by start, disjoint: the longest at each place, from the left. */
  private findMatches(field: TextReader, document: number): WeightedMatch[] {
    const { original, matches } = this;
    field.readText(document, original);
    if (this.folded.length < original.length) this.folded = new Uint16Array(original.units.length);
    this.folded.set(original.units.subarray(0, original.length));
    foldUnits(this.folded, original.length);
    for (let needles: Needles | undefined = this.needles; needles; needles = needles.bigrams) {
      needles.matcher.find(this.folded, original.length, matches);
      if (matches.count === 0) continue;
      const marks: WeightedMatch[] = [];
      let covered = 0;
      for (let i = 0; i < matches.count; i++) {
        if (matches.starts[i] < covered) continue;
        covered = matches.ends[i];
        marks.push({
          start: matches.starts[i],
          end: covered,
          needle: matches.needles[i],
          weight: needles.weights[matches.needles[i]],
        });
      }
      return marks;
    }
    return [];
  }

  private makeSnippet(field: TextReader, document: number, passage: Span, marks: readonly WeightedMatch[]): Snippet {
    const { original } = this;
    const before = passage.start > 0 ? ellipsis : '';
    const after = passage.end < original.length ? ellipsis : '';
    const text = before + stringOf(original.units, passage.start, passage.end).replace(/[\n\r\t]/g, ' ') + after;
    const shift = before.length - passage.start;
    const inside = marks.filter(mark => mark.start >= passage.start && mark.end <= passage.end);
    const map = field.offsetMap(document);
    return {
      text,
      highlights: inside.map(mark => ({ start: mark.start + shift, end: mark.end + shift })),
      sources: inside.map(({ start, end }) => (map ? map.toSource({ start, end }) : [{ start, end }])),
    };
  }
}

/** What is left of a stretch without another. */
function subtractSpan(bounds: Span, taken: Span): Span[] {
  if (taken.end <= bounds.start || taken.start >= bounds.end) return [bounds];
  return [
    { start: bounds.start, end: taken.start },
    { start: taken.end, end: bounds.end },
  ].filter(({ start, end }) => end > start);
}
