/**
 * What of a text is shown? Makes the snippets of a hit: the best passages of a field, with the matches highlighted. Entry
 * point: `SnippetMaker`, used by `src/hits/hit-fields.ts`.
 */
import type { TextReader } from '../index/index-reader.ts';
import type { Section } from '../index/sections.ts';
import { fold, foldUnits } from '../text/folding.ts';
import { MatchList, NeedleMatcher } from '../text/needle-matcher.ts';
import { findNormalForm, type NormalForm } from '../text/normal/find-normal-form.ts';
import { isNormal } from '../text/normal-form.ts';
import type { Span } from '../text/span.ts';
import { UnitBuffer } from '../text/unit-buffer.ts';
import { stringFromUnits, unitsFromString } from '../text/units.ts';
import type { NeedleMatchers, Needles } from './needles.ts';
import { findBestPassage, type Passage, type WeightedMatch } from './passage.ts';

/** A passage of a text with its matches highlighted. Offsets are in UTF-16 units. */
export interface Snippet {
  /** The passage; `…` marks where the text continues. Line breaks and tabs are replaced by spaces. */
  readonly text: string;
  /** The passage in the text of the field as the document has it (after repair), without the `…`. */
  readonly span: Span;
  /** The matches in `text`, in order, disjoint, none empty. */
  readonly highlights: readonly Span[];
  /**
   * `sources[i]` are the spans of `highlights[i]` in the text of the document as it was added: several where repair
   * removed spaces or line breaks inside the highlight.
   */
  readonly sources: readonly (readonly Span[])[];
}

/** Options for snippets. */
export interface SnippetOptions {
  /** Maximum length of a snippet in UTF-16 units, without the `…` (default 120). */
  readonly length?: number;
  /** Maximum number of snippets of a field, best first (default 1). */
  readonly fragments?: number;
  /** Text fields that get snippets (default the fields searched). */
  readonly fields?: readonly string[];
}

const defaultOptions = { length: 120, fragments: 1 } as const;

/** How much more a match in a heading counts than one in the text below it; as much again when it is the whole heading. */
const headingWeight = 3;

const ellipsis = '…';

/** Matches that are kept to be written again. */
const maxKeptMatches = 1024;

const noNeedles: ReadonlySet<number> = /* @__PURE__ */ new Set<number>();

/** What makers of snippets use one after the other: arrays and objects of their own would be most of the garbage of a query. */
export class SnippetBuffers implements NeedleMatchers {
  readonly words = new NeedleMatcher();
  readonly pairs = new NeedleMatcher();
  /** The text at hand, as the document has it and folded. */
  readonly original = new UnitBuffer();
  folded = new Uint16Array(0);
  readonly matchList = new MatchList();
  /** The matches in the text at hand: the longest at each position, from left to right, disjoint. */
  readonly matches: WeightedMatch[] = [];
  private readonly kept: { -readonly [K in keyof WeightedMatch]: WeightedMatch[K] }[] = [];

  /** Appends a match to `matches`. */
  addMatch(start: number, end: number, needle: number, weight: number): void {
    const { matches, kept } = this;
    const place = matches.length;
    if (place < kept.length) {
      const match = kept[place];
      match.start = start;
      match.end = end;
      match.needle = needle;
      match.weight = weight;
      matches.push(match);
      return;
    }
    const match = { start, end, needle, weight };
    if (place < maxKeptMatches) kept.push(match);
    matches.push(match);
  }
}

/** Makes the snippets of a query's hits. */
export class SnippetMaker {
  /** The needles that were found since `beginDocument`. */
  private readonly foundNeedles = new Set<string>();

  constructor(
    private readonly needles: Needles,
    private readonly options: SnippetOptions,
    private readonly buffers: SnippetBuffers,
  ) {}

  /** Forgets the words found in the document before. */
  beginDocument(): void {
    this.foundNeedles.clear();
  }

  /** The words of the query found in the texts read since `beginDocument`, folded, in the order of the query. */
  get foundWords(): string[] {
    return this.needles.texts.filter(text => this.foundNeedles.has(text));
  }

  /** The whole text of a field with its matches highlighted, for headlines. */
  highlightWhole(field: TextReader, document: number): Snippet[] {
    const matches = this.findMatches(field, document);
    if (this.buffers.original.length === 0) return [];
    return [this.makeSnippet(field, document, { start: 0, end: this.buffers.original.length }, matches)];
  }

  /**
   * The best disjoint passages of a field; each next one shows the best matches that the ones before do not show. Without
   * any match, the start of the text.
   */
  makeSnippets(field: TextReader, document: number): Snippet[] {
    const matches = this.findMatches(field, document);
    if (this.buffers.original.length === 0) return [];
    const length = Math.max(1, this.options.length ?? defaultOptions.length);
    const fragments = Math.max(1, this.options.fragments ?? defaultOptions.fragments);
    const whole = { start: 0, end: this.buffers.original.length };
    if (fragments === 1) {
      const best = findBestPassage(this.buffers.folded, whole, matches, length, noNeedles);
      return [this.makeSnippet(field, document, best, matches)];
    }
    const snippets: Snippet[] = [];
    const shown = new Set<number>();
    let free: Span[] = [whole];
    for (;;) {
      const passages = free.map(bounds => findBestPassage(this.buffers.folded, bounds, matches, length, shown));
      const best = passages.reduce<Passage | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined);
      if (!best || (best.score === 0 && snippets.length > 0)) break;
      snippets.push(this.makeSnippet(field, document, best, matches));
      if (snippets.length === fragments) break;
      for (const match of matches) if (match.start >= best.start && match.end <= best.end) shown.add(match.needle);
      free = free.flatMap(bounds => subtractSpan(bounds, best));
    }
    return snippets;
  }

  /**
   * The sections of a field in which matches stand, the best first, at most `limit`: by the likeness of their headings to
   * the query, then by matches. A match in the heading counts `headingWeight` times, more the more of the heading it is.
   */
  makeSectionSnippets(
    field: TextReader,
    document: number,
    sections: readonly Section[],
    { limit, likeness }: { readonly limit: number; readonly likeness: (section: Section) => number },
  ): { readonly title: string; readonly anchor: string; readonly snippet: Snippet }[] {
    if (sections.length === 0) return [];
    const matches = this.findMatches(field, document);
    const length = Math.max(1, this.options.length ?? defaultOptions.length);
    const found = sections.flatMap((section, i) => {
      const end = Math.min(sections[i + 1]?.start ?? this.buffers.original.length, this.buffers.original.length);
      const start = Math.min(section.start, end);
      const heading = { start, end: Math.min(end, start + section.title.length) };
      const text = { start: Math.min(end, heading.end + 1), end };
      const passage = findBestPassage(
        this.buffers.folded,
        text.end > text.start ? text : heading,
        matches,
        length,
        noNeedles,
      );
      const score = passage.score + scoreHeading(heading, matches);
      return score > 0 ? [{ section, passage, score, likeness: likeness(section) }] : [];
    });
    found.sort((a, b) => b.likeness - a.likeness || b.score - a.score);
    return found.slice(0, limit).map(({ section: { title, anchor }, passage }) => ({
      title,
      anchor,
      snippet: this.makeSnippet(field, document, passage, matches),
    }));
  }

  /** Reads a text and finds its matches (`SnippetBuffers.matches`). */
  private findMatches(field: TextReader, document: number): readonly WeightedMatch[] {
    const { buffers } = this;
    const { original, matchList } = buffers;
    field.readText(document, original);
    if (buffers.folded.length < original.length) buffers.folded = new Uint16Array(original.units.length);
    const { folded } = buffers;
    foldUnits(original.units, original.length, folded);
    buffers.matches.length = 0;
    const normal = isNormal(folded, original.length) ? undefined : this.readNormalForm();
    for (let needles: Needles | undefined = this.needles; needles; needles = needles.bigrams) {
      needles.matcher.find(folded, original.length, matchList);
      if (normal) this.addNormalMatches(needles, normal);
      if (matchList.count === 0) continue;
      let covered = 0;
      for (let i = 0; i < matchList.count; i++) {
        if (matchList.starts[i] < covered) continue;
        covered = matchList.ends[i];
        const needle = matchList.needles[i];
        if (needles === this.needles) this.foundNeedles.add(needles.texts[needle]);
        buffers.addMatch(matchList.starts[i], covered, needle, needles.weights[needle]);
      }
      break;
    }
    return buffers.matches;
  }

  private readNormalForm(): NormalForm {
    return findNormalForm(stringFromUnits(this.buffers.original.units, 0, this.buffers.original.length));
  }

  /** Adds the matches in the normal form of the text, at their places in the text. */
  private addNormalMatches({ matcher }: Needles, { text, starts, ends }: NormalForm): void {
    const { matchList } = this.buffers;
    const list = new MatchList();
    const units = unitsFromString(fold(text));
    matcher.find(units, units.length, list);
    const all: { start: number; end: number; needle: number }[] = [];
    const take = (from: MatchList, place: (start: number, end: number) => Span) => {
      for (let i = 0; i < from.count; i++)
        all.push({ ...place(from.starts[i], from.ends[i]), needle: from.needles[i] });
    };
    take(matchList, (start, end) => ({ start, end }));
    take(list, (start, end) => ({ start: starts[start], end: ends[end - 1] }));
    all.sort((a, b) => a.start - b.start || b.end - a.end);
    matchList.count = 0;
    for (const { start, end, needle } of all) matchList.push(start, end, needle);
  }

  private makeSnippet(field: TextReader, document: number, passage: Span, matches: readonly WeightedMatch[]): Snippet {
    const { original } = this.buffers;
    const before = passage.start > 0 ? ellipsis : '';
    const after = passage.end < original.length ? ellipsis : '';
    const text = before + toOneLine(stringFromUnits(original.units, passage.start, passage.end)) + after;
    const shift = before.length - passage.start;
    const map = field.getOffsetMap(document);
    const highlights: Span[] = [];
    const sources: Span[][] = [];
    for (const { start, end } of matches) {
      if (start < passage.start || end > passage.end) continue;
      highlights.push({ start: start + shift, end: end + shift });
      sources.push(map ? map.toSource({ start, end }) : [{ start, end }]);
    }
    return { text, span: { start: passage.start, end: passage.end }, highlights, sources };
  }
}

/** Replaces line breaks and tabs by spaces, one by one, so that offsets stay. */
function toOneLine(text: string): string {
  return text.replace(/[\t-\r\x85\u2028\u2029]/g, ' ');
}

/** The parts of a span that another one does not cover. */
function subtractSpan(bounds: Span, taken: Span): Span[] {
  if (taken.end <= bounds.start || taken.start >= bounds.end) return [bounds];
  return [
    { start: bounds.start, end: taken.start },
    { start: taken.end, end: bounds.end },
  ].filter(({ start, end }) => end > start);
}

/** The score of the matches in a heading: each needle once, with the share of the heading that they cover. */
function scoreHeading(heading: Span, matches: readonly WeightedMatch[]): number {
  const seen = new Set<number>();
  let score = 0;
  let covered = 0;
  for (const { start, end, needle, weight } of matches) {
    if (start < heading.start || end > heading.end) continue;
    covered += end - start;
    if (!seen.has(needle)) score += weight;
    seen.add(needle);
  }
  return score * headingWeight * (1 + covered / Math.max(1, heading.end - heading.start));
}
