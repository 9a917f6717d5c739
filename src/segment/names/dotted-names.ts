/** Transliterated names of several parts: 罗伯特·戴蒙德, 让-雅克·卢梭, 乔治·W·布什. */
import { NameKind, type NameSpans, type TaggedWords } from '../../lexicon/name-source.ts';
import { createUnitSet } from '../../text/units.ts';
import { TokenKind } from '../token-list.ts';

/** The dots between the parts of a name. */
export const nameDots = createUnitSet('·・•‧∙⋅');
const hyphen = '-'.charCodeAt(0);
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
   * Adds the names among the tokens to `out`. Each part is a token of letters of transliterated names, or of Latin letters; the first may be any
   * character before a hyphen. A part is a person in the lexicon or no word of it, and there are three Han characters or more.
   */
  find(units: Uint16Array, tokens: NameSpans, out: NameSpans): void {
    const { count, starts, ends, kinds } = tokens;
    for (let first = 0; first + 2 < count; first++) {
      if (kinds[first + 1] !== TokenKind.Symbol) continue;
      if (!this.isJoint(units, tokens, first + 1) || !this.isPart(units, tokens, first)) continue;
      let last = first;
      let hasDot = false;
      let han = 0;
      let isPerson = false;
      for (;;) {
        const start = starts[last];
        const end = ends[last];
        if (tokens.kinds[last] === TokenKind.Han) han += end - start;
        isPerson ||= this.mayBePerson(units, start, end);
        const joint = last + 1;
        if (last - first >= 2 * maxParts || joint + 1 >= count || !this.isJoint(units, tokens, joint)) break;
        if (!this.isPart(units, tokens, joint + 1)) break;
        hasDot ||= units[starts[joint]] !== hyphen;
        last = joint + 1;
      }
      if (last > first && hasDot && han > 2 && isPerson) out.push(starts[first], ends[last], NameKind.Person);
      first = last;
    }
  }

  private isJoint(units: Uint16Array, { starts, ends }: NameSpans, token: number): boolean {
    const start = starts[token];
    return ends[token] - start === 1 && (units[start] === hyphen || nameDots.has(units[start]));
  }

  private isPart(units: Uint16Array, { starts, ends, kinds }: NameSpans, token: number): boolean {
    const end = ends[token];
    if (kinds[token] === TokenKind.Latin) return end - starts[token] <= maxInitialUnits;
    if (kinds[token] !== TokenKind.Han) return false;
    if (end - starts[token] === 1 && units[end] === hyphen) return true;
    for (let at = starts[token]; at < end; at++)
      if (!this.isLetter(units[at])) return this.lexicon.findTag(units, starts[token], end)?.startsWith('nr') === true;
    return true;
  }

  /** Whether Han characters are a person in the lexicon or no word. */
  private mayBePerson(units: Uint16Array, start: number, end: number): boolean {
    if (end - start < 2) return false;
    const tag = this.lexicon.findTag(units, start, end);
    return tag === undefined || tag.startsWith('nr');
  }
}
