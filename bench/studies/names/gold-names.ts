/** Sentences in which people marked the names. */
import { readLines } from '../../corpus/lines.ts';

/** The kinds of names, in the order of the tables: persons, places, organisations. */
export const goldKinds = ['PER', 'LOC', 'ORG'] as const;
export type GoldKind = (typeof goldKinds)[number];

/** A name or a word in UTF-16 units; the kind is empty for a word that is no name. */
export type Span = readonly [start: number, end: number, kind: GoldKind | ''];

export interface GoldSentence {
  readonly text: string;
  readonly names: readonly Span[];
}

interface GoldLine {
  readonly text: string;
  /** In code points. */
  readonly entities: readonly Span[];
}

/** Reads JSON lines of { text, entities: [[start, end, "PER" | "LOC" | "ORG"]] } with offsets in code points. */
export async function readGoldSentences(path: string): Promise<GoldSentence[]> {
  const sentences: GoldSentence[] = [];
  for await (const line of readLines(path)) {
    const { text, entities } = JSON.parse(line) as GoldLine;
    sentences.push({ text, names: toUnits(text, entities) });
  }
  return sentences;
}

/** Spans in code points of a text as spans in its UTF-16 units. */
export function toUnits(text: string, spans: readonly Span[]): Span[] {
  const starts = [0];
  for (const character of text) starts.push(starts[starts.length - 1] + character.length);
  return spans.map(([start, end, kind]) => [starts[start], starts[end], kind]);
}
