/** Conversion of token lists to the `Token` objects of the public API. */
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import type { Token, TokenVisitor } from './segmenter.ts';
import { TokenKind, type TokenList, tokenKindNames } from './token-list.ts';

/** Returns the kind of a word that may contain several tokens: Han, else syllables, else letters, else digits, else signs. */
export function classifyWord(units: Uint16Array, start: number, end: number): TokenKind {
  let kind: TokenKind = TokenKind.Symbol;
  for (let at = start; at < end; ) {
    const character = characterAt(units, at, end);
    switch (classOfCharacter(character)) {
      case CharacterClass.Han:
        return TokenKind.Han;
      case CharacterClass.Syllable:
        kind = TokenKind.Syllable;
        break;
      case CharacterClass.Letter:
        if (kind !== TokenKind.Syllable) kind = TokenKind.Latin;
        break;
      case CharacterClass.Digit:
        if (kind === TokenKind.Symbol) kind = TokenKind.Number;
        break;
    }
    at += unitsOfCharacter(character);
  }
  return kind;
}

/** Passes each token of a list to a function. */
export function visitTokens({ count, starts, ends, kinds }: TokenList, visit: TokenVisitor): void {
  for (let i = 0; i < count; i++) visit(starts[i], ends[i], tokenKindNames[kinds[i]]);
}

/** Returns the tokens of a list as objects. */
export function createTokens(text: string, list: TokenList): Token[] {
  const { count, starts, ends, kinds } = list;
  const tokens = new Array<Token>(count);
  for (let i = 0; i < count; i++)
    tokens[i] = {
      text: text.slice(starts[i], ends[i]),
      start: starts[i],
      end: ends[i],
      kind: tokenKindNames[kinds[i]],
    };
  return tokens;
}

/** Returns the tokens of a list as objects, sorted by start, longest first. */
export function createTerms(text: string, list: TokenList): Token[] {
  return createTokens(text, list).sort((a, b) => a.start - b.start || b.end - a.end);
}
