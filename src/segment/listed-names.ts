/** Which words of a lexicon are names? */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { NameKind } from '../lexicon/name-source.ts';

/** By kind of `NameKind`: the tag. */
export const tagOfKind: readonly (string | undefined)[] = [undefined, 'nr', 'ns', 'nt'];

/** The tag of a name that the lexicon tags: jieba has `nrt` and `nrfg` for some persons. */
export function nameTagOf(tag: string | undefined): string | undefined {
  return tag ? tagOfKind.find(known => known !== undefined && tag.startsWith(known)) : undefined;
}

/**
 * Whether words of the base lexicon that are tagged as a name of this kind are names when they have so many units. In 28,000 sentences with
 * marked names, 50 of 100 words of three units tagged nr are marked as persons, 8 of two and 5 of four; of those tagged ns 62 of two and
 * three units as places, 48 of longer ones; of those tagged nt 64 from three units on.
 */
function isSureLength(kind: number, length: number): boolean {
  if (kind === NameKind.Person) return length === 3;
  return kind === NameKind.Place ? length < 4 : length > 2;
}

/** The kind of the name that the folded units are in the lexicon, 0 for none. Of the base lexicon's words only those that are rarely anything else. */
export function listedNameKind(lexicon: Lexicon, units: Uint16Array, start: number, end: number): number {
  const tag = nameTagOf(lexicon.findTag(units, start, end));
  if (tag === undefined) return 0;
  const kind = tagOfKind.indexOf(tag);
  const isOwn = lexicon.overlay !== undefined && lexicon.overlay.findNumber(units, start, end) >= 0;
  return isOwn || isSureLength(kind, end - start) ? kind : 0;
}
