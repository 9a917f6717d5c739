/**
 * Which signs stand side by side in the texts of a field, as a few bits a text, so that a quoted `。；` reads few texts: signs are
 * in no term.
 *
 *     signs = u8*              for each text as many bytes as `signBytes` says of its length
 *
 * A text has a bit for each of its pairs of a sign and what stands behind it, another sign or one of the most frequent characters; rarer
 * characters have posting lists that leave out enough. Pairs share bits, so a text may have the bit of a pair that it has not.
 *
 * Law: a text that lacks a bit of a phrase contains the phrase neither as it is nor in normal form. (A text that is not in
 * normal form has all bits.)
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { createUnitSet } from '../../text/units.ts';
import { damageError } from '../damage.ts';
import type { PostingList } from '../posting-list.ts';
import { sizeByCode, type TextLengthReader } from './text-lengths.ts';

/** A text has one byte for this many characters, and none if it has fewer: a quarter of its bits are set. */
const charactersPerByte = 50;
/** The most bytes of a text, which are for some 3,000 characters; in longer texts, more and more bits are set. */
const maxSignBytes = 64;

/** The most frequent characters of texts and news: those that stand in a third of all articles and more. */
const frequent = /* @__PURE__ */ createUnitSet(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因' +
    '由其些然前外天日月新全将公者关与市通提示正更区据及任文表报题重场展内员长间次并入记道此责近相目期心网看持务原平标事最已保安情建位查回至强编续向共受联明系布第设式活信源今交计程解意社名台利资接辑特局政步推海',
);

/** By the code of a text's length: how many bytes its signs have. */
const bytesByCode: Uint8Array = /* @__PURE__ */ Uint8Array.from(sizeByCode, size =>
  Math.min(maxSignBytes, Math.floor(size / charactersPerByte)),
);

/** Number of bytes of the signs of a text. @param code of its length, an index of `sizeByCode` */
export function signBytes(code: number): number {
  return bytesByCode[code];
}

function isSign(unit: number): boolean {
  const unitClass = classOfUnit(unit);
  return unitClass === CharacterClass.Punctuation || unitClass === CharacterClass.Space;
}

/** A number that says which bit a pair has; -1 for a pair that has none. */
function hashPair(first: number, second: number): number {
  if (!isSign(first) || !(isSign(second) || frequent.has(second))) return -1;
  // Each unit must change all bits, or pairs with one of them would share theirs.
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 12;
}

/** The pairs of folded units that have bits, in any order. */
export function listSignPairs(units: Uint16Array, length: number): Uint32Array {
  const pairs = new Set<number>();
  for (let at = 1; at < length; at++) {
    const pair = hashPair(units[at - 1], units[at]);
    if (pair >= 0) pairs.add(pair);
  }
  return Uint32Array.from(pairs);
}

/** Writes the signs of a text field text by text. */
export class TextSignWriter {
  private readonly bytes = new ByteWriter();
  private scratch = new Uint8Array(maxSignBytes);

  /** Whether no text has bytes: then there is no section. */
  get isEmpty(): boolean {
    return this.bytes.length === 0;
  }

  /**
   * Adds the next text.
   * @param code of its length
   * @param units folded
   * @param isNormal whether it is in normal form
   */
  add(code: number, units: Uint16Array, length: number, isNormal: boolean): void {
    const count = signBytes(code);
    if (count === 0) return;
    const bits = this.scratch.subarray(0, count).fill(isNormal ? 0 : 0xff);
    for (let at = 1; isNormal && at < length; at++) {
      if (!isSign(units[at - 1])) continue;
      const pair = hashPair(units[at - 1], units[at]);
      if (pair >= 0) bits[(pair >>> 3) % count] |= 1 << (pair & 7);
    }
    this.bytes.writeBytes(bits);
  }

  /** Appends texts of another segment. @param reader undefined if none of these texts is long enough to have bytes */
  append(reader: TextSignReader | undefined, { codes }: TextLengthReader, documents: Uint32Array): void {
    for (const document of documents) {
      if (reader && signBytes(codes[document]) > 0) this.bytes.writeBytes(reader.bitsOf(document));
    }
  }

  /** Ends the section. @returns its bytes */
  finish(): Uint8Array {
    return this.bytes.finish();
  }
}

/** Reads the signs of a text field. */
export class TextSignReader {
  /** By document: where its bytes begin; then where the last ones end. */
  private starts: Uint32Array | undefined;

  /** @param lengths of the same texts */
  constructor(
    private readonly section: Section,
    private readonly lengths: TextLengthReader,
  ) {}

  /** Whether they may be asked: bytes that are loaded while they are read would have to be loaded whole, and the lengths too. */
  get isAtHand(): boolean {
    return this.section.source.want === undefined;
  }

  /** The bytes of a text. @throws HansouError BAD_INDEX */
  bitsOf(document: number): Uint8Array {
    const starts = this.findStarts();
    return this.section.bytes(starts[document], starts[document + 1]);
  }

  /**
   * Appends to `out` those of `documents[from … to)`, numbered from `first` on and ascending, that lack no bit of the pairs.
   * @throws HansouError BAD_INDEX
   */
  keep(
    { documents }: PostingList,
    from: number,
    to: number,
    first: number,
    pairs: Uint32Array,
    out: PostingList,
  ): void {
    const starts = this.findStarts();
    const bytes = this.section.bytes();
    for (let i = from; i < to; i++) {
      const start = starts[documents[i] - first];
      const count = starts[documents[i] - first + 1] - start;
      let hasAll = true;
      if (count > 0)
        for (const pair of pairs)
          if (((bytes[start + ((pair >>> 3) % count)] >>> (pair & 7)) & 1) === 0) {
            hasAll = false;
            break;
          }
      if (hasAll) out.documents[out.count++] = documents[i];
    }
  }

  private findStarts(): Uint32Array {
    if (this.starts) return this.starts;
    const { codes } = this.lengths;
    const starts = new Uint32Array(codes.length + 1);
    for (let document = 0; document < codes.length; document++)
      starts[document + 1] = starts[document] + signBytes(codes[document]);
    if (starts[codes.length] !== this.section.length)
      throw damageError(`${starts[codes.length]} bytes of signs`, this.section.length);
    return (this.starts = starts);
  }
}
