/** Transliterated names of several parts: 罗伯特·戴蒙德, 让-雅克·卢梭, 乔治·W·布什. */
import { NameKind, type NameSpans, type TaggedWords } from '../../lexicon/name-source.ts';
import { createUnitSet } from '../../text/units.ts';
import { TokenKind } from '../token-list.ts';

/** The dots between the parts of a name. */
export const nameDots = createUnitSet('·・•‧∙⋅');
const hyphens = createUnitSet('-—');
/** Maximum length of a part in letters (乔治·W·布什). */
const maxInitialUnits = 3;
/** Maximum number of parts. */
const maxParts = 8;

/** Finds names whose parts are joined by dots, and by hyphens beside dots. */
export class DottedNames {
  /** @param isLetter by UTF-16 unit: whether transliterated names contain it */
  constructor(
    private readonly lexicon: TaggedWords,
    private readonly isLetter: (unit: number) => boolean,
  ) {}

  /**
   * Adds the names among the tokens to `out`. A part is a token of letters of transliterated names or of Latin letters, a person in the
   * lexicon, no word of it, or a single character, with the rest of the name behind it. One part is a person in the lexicon, or no word
   * and of letters; and there are three Han characters or more.
   */
  find(units: Uint16Array, tokens: NameSpans, out: NameSpans): void {
    const { count, starts, ends, kinds } = tokens;
    for (let first = 0; first + 2 < count; first++) {
      if (kinds[first + 1] !== TokenKind.Symbol) continue;
      if (!this.isJoint(units, tokens, first + 1) || !this.isPart(units, tokens, first)) continue;
      let last = first;
      let hasDot = false;
      let isPerson = this.mayBePerson(units, starts[first], ends[first]);
      for (let parts = 1; parts < maxParts && last + 2 < count; parts++) {
        const joint = last + 1;
        if (!this.isJoint(units, tokens, joint) || !this.isPart(units, tokens, joint + 1)) break;
        hasDot ||= !hyphens.has(units[starts[joint]]);
        last = joint + 1;
        if (this.isBegun(units, tokens, last)) last++;
        isPerson ||= this.mayBePerson(units, starts[last], ends[last]);
      }
      if (last > first && hasDot && isPerson && countHan(tokens, first, last) > 2)
        out.push(starts[first], ends[last], NameKind.Person);
      first = last;
    }
  }

  private isJoint(units: Uint16Array, { starts, ends }: NameSpans, token: number): boolean {
    const start = starts[token];
    return ends[token] - start === 1 && (hyphens.has(units[start]) || nameDots.has(units[start]));
  }

  private isPart(units: Uint16Array, { starts, ends, kinds }: NameSpans, token: number): boolean {
    const start = starts[token];
    const end = ends[token];
    if (kinds[token] === TokenKind.Latin) return end - start <= maxInitialUnits;
    if (kinds[token] !== TokenKind.Han) return false;
    return end - start === 1 || this.isOfLetters(units, start, end) || this.isNoWord(units, start, end);
  }

  /** Whether a token is the first character of a part that goes on: 因 of 因|苏尔萨. */
  private isBegun(units: Uint16Array, { starts, ends, kinds, count }: NameSpans, token: number): boolean {
    const next = token + 1;
    if (ends[token] - starts[token] > 1 || next >= count || kinds[next] !== TokenKind.Han) return false;
    return (
      kinds[token] === TokenKind.Han && ends[next] - starts[next] > 1 && this.isNoWord(units, starts[next], ends[next])
    );
  }

  private isOfLetters(units: Uint16Array, start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (!this.isLetter(units[at])) return false;
    return true;
  }

  /** Whether Han characters are a person in the lexicon or no word. */
  private isNoWord(units: Uint16Array, start: number, end: number): boolean {
    const tag = this.lexicon.findTag(units, start, end);
    return tag === undefined || tag.startsWith('nr');
  }

  /** Whether a token is a person in the lexicon, or no word and of letters. */
  private mayBePerson(units: Uint16Array, start: number, end: number): boolean {
    if (end - start < 2) return false;
    const tag = this.lexicon.findTag(units, start, end);
    return tag === undefined ? this.isOfLetters(units, start, end) : tag.startsWith('nr');
  }
}

function countHan({ starts, ends, kinds }: NameSpans, first: number, last: number): number {
  let count = 0;
  for (let token = first; token <= last; token++)
    if (kinds[token] === TokenKind.Han) count += ends[token] - starts[token];
  return count;
}
