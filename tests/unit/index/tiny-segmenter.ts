import type { Segmenter, Token } from '../../../src/segment/segmenter.ts';
import { TokenKind, TokenList } from '../../../src/segment/token-list.ts';
import { CharacterClass, characterAt, isAlphanumeric, isGramClass } from '../../../src/text/characters.ts';
import { foldInto } from '../../../src/text/folding.ts';
import { stringFromUnits } from '../../../src/text/units.ts';

/**
 * A segmenter so simple that it is plainly right: the longest word of a list that stands at a place, else one
 * character or one run of letters and digits; all words of the list inside and across these are inner ones.
 */
export function tinySegmenter(words: readonly string[], names: readonly string[] = []): Segmenter {
  const known = new Set(words);
  const longest = Math.max(1, ...words.map(word => word.length));
  const tokensInto = (units: Uint16Array, length: number, out: TokenList, withInner: boolean): void => {
    out.clear();
    const path = new Set<string>();
    const push = (start: number, end: number): void => {
      const characterClass = (characterAt(units, start, length) >> 2) as CharacterClass;
      const kind = isAlphanumeric(characterClass)
        ? TokenKind.Latin
        : isGramClass(characterClass)
          ? TokenKind.Han
          : characterClass === CharacterClass.Space
            ? TokenKind.Space
            : TokenKind.Symbol;
      out.push(start, end, kind);
    };
    for (let at = 0; at < length; ) {
      let end = at + (characterAt(units, at, length) & 3);
      if (isAlphanumeric((characterAt(units, at, length) >> 2) as CharacterClass))
        while (end < length && isAlphanumeric((characterAt(units, end, length) >> 2) as CharacterClass))
          end += characterAt(units, end, length) & 3;
      for (let to = Math.min(length, at + longest); to > end; to--)
        if (known.has(stringFromUnits(units, at, to))) {
          end = to;
          break;
        }
      push(at, end);
      path.add(`${at} ${end}`);
      at = end;
    }
    out.pathCount = out.count;
    if (!withInner) return;
    for (let at = 0; at < length; at++)
      for (let to = at + 2; to <= Math.min(length, at + longest); to++)
        if (known.has(stringFromUnits(units, at, to)) && !path.has(`${at} ${to}`)) push(at, to);
  };
  const segment = (text: string): Token[] => {
    const units = new Uint16Array(text.length);
    foldInto(text, units);
    const list = new TokenList();
    tokensInto(units, text.length, list, false);
    return Array.from({ length: list.count }, (_, i) => {
      const [start, end] = [list.starts[i], list.ends[i]];
      return { text: text.slice(start, end), start, end, kind: 'han' as const };
    });
  };
  return {
    fingerprint: `tiny ${words.join(' ')}`,
    segment,
    eachToken(text, visit) {
      for (const { start, end, kind } of segment(text)) visit(start, end, kind);
    },
    terms: segment,
    cut: text => segment(text).map(token => token.text),
    segmentInto: (units, length, out) => tokensInto(units, length, out, false),
    termsInto: (units, length, out) => tokensInto(units, length, out, true),
    listNames: (_units, _tokens, out) => out.clear(),
    copyNames: out => out.clear(),
    isName: (units, start, end) => names.includes(stringFromUnits(units, start, end)),
  };
}
