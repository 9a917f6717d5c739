import type { Container } from '../bytes/container.ts';
import { describeValue, HansouError } from '../errors.ts';
import { fold } from '../text/folding.ts';
import { unitsFromString } from '../text/units.ts';
import { requireIterable, requireString } from '../validate.ts';
import { payloadAt } from './double-array.ts';
import { openLexiconFile } from './lexicon-file.ts';
import { createEmptyTable, findWordNode, type LexiconTable, listTableWords, tagAt } from './lexicon-table.ts';
import { ChangeKind, createChanges, type LexiconChange, Overlay } from './overlay.ts';
import { overlayFingerprint } from './overlay-fingerprint.ts';
import type { LexiconEntry } from './parse-lexicon.ts';
import { isNameTag } from './tags.ts';

/** A lexicon on its way to another thread. */
export interface PackedLexicon {
  readonly base: Uint8Array | undefined;
  readonly changes: readonly LexiconChange[];
}

/**
 * The words that text is cut by: a compiled base and what users lay over it. A value: every operation gives a new
 * lexicon, shares the base and leaves the old one as it is. Words are kept folded, so 監利 and 监利 are one.
 *
 * Laws: a word that was added without weight comes out whole where it stands alone; of two entries for a word the last
 * one counts; the fingerprint changes with every word, weight, tag and split, and with nothing else.
 */
export class Lexicon {
  private cachedFingerprint: string | undefined;

  private constructor(
    /** For the segmenter. */
    readonly base: LexiconTable,
    /** For the segmenter. */
    readonly overlay: Overlay | undefined,
    private readonly container: Container | undefined,
  ) {}

  /**
   * Opens a compiled lexicon (uncompressed). Nothing is parsed; views on the bytes are kept, so they must not be changed.
   * @throws HansouError BAD_LEXICON, FORMAT_VERSION
   */
  static fromBytes(bytes: ArrayBufferLike | Uint8Array): Lexicon {
    if (!(bytes instanceof Uint8Array || bytes instanceof ArrayBuffer || isSharedBuffer(bytes)))
      throw new HansouError('BAD_ARGUMENT', 'a lexicon cannot be opened from this', {
        expected: 'an ArrayBuffer or a Uint8Array',
        got: describeValue(bytes),
        hint: 'Give the bytes of a compiled lexicon, or call baseLexicon() of hansou/lexicon.',
      });
    const { table, container } = openLexiconFile(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
    return new Lexicon(table, undefined, container);
  }

  /**
   * A lexicon of these entries alone: no base, no model for unknown words.
   * @throws HansouError BAD_DICTIONARY
   */
  static fromEntries(entries: Iterable<LexiconEntry>): Lexicon {
    return new Lexicon(createEmptyTable(), undefined, undefined).extend(entries);
  }

  /**
   * With these words as well; the last entry for a word counts, also over the base and over earlier ones.
   * Takes some 3 µs for each word that is laid over the base.
   * @throws HansouError BAD_DICTIONARY
   */
  extend(entries: Iterable<LexiconEntry>): Lexicon {
    return this.with(createChanges(requireIterable(entries, 'words'), this.base));
  }

  /** What structured clone can carry to another thread. */
  pack(): PackedLexicon {
    const source = this.container?.source;
    const { bytes, origin } = source?.window(0, source.size) ?? { bytes: undefined, origin: 0 };
    return {
      base: bytes?.subarray(-origin, source!.size - origin),
      changes: [...(this.overlay?.changes.values() ?? [])],
    };
  }

  /** The lexicon that was packed, with the same fingerprint. @throws HansouError BAD_LEXICON */
  static fromPacked({ base, changes }: PackedLexicon): Lexicon {
    return (base ? Lexicon.fromBytes(base) : Lexicon.fromEntries([])).with(changes);
  }

  /** Without these words. Their characters are cut as those of any unknown word are. */
  without(words: Iterable<string>): Lexicon {
    return this.extend(Array.from(requireIterable(words, 'words'), word => ({ word, weight: 0 })));
  }

  /**
   * With a place where text is cut: the parts, joined, are no longer one word, and come out as parts (jieba's
   * `suggest_freq` for several words). Longer words that hold them stay.
   * @throws HansouError BAD_DICTIONARY
   */
  split(parts: readonly string[]): Lexicon {
    const bad =
      !Array.isArray(parts) || parts.length < 2 || parts.some(part => typeof part !== 'string' || part === '');
    if (bad)
      throw new HansouError('BAD_DICTIONARY', 'a word cannot be split so', {
        expected: 'two or more parts that are not empty',
        got: describeValue(parts),
        hint: "Give the parts in their order: split(['台', '中']).",
      });
    const [whole] = createChanges([{ word: parts.join('') }], this.base);
    const lengths = parts.map(part => fold(part).length);
    return this.with([{ ...whole, kind: ChangeKind.Split, tag: undefined, partLengths: lengths }]);
  }

  private with(changes: readonly LexiconChange[]): Lexicon {
    if (changes.length === 0) return this;
    const all = new Map(this.overlay?.changes);
    for (const change of changes) {
      // A word that the base does not have needs no mark to be gone.
      if (change.kind === ChangeKind.Removed && !this.baseHas(change.word)) all.delete(change.word);
      else all.set(change.word, change);
    }
    return new Lexicon(this.base, all.size ? new Overlay(this.base, all) : undefined, this.container);
  }

  private baseHas(word: string): boolean {
    return findWordNode(this.base, unitsFromString(word), 0, word.length) >= 0;
  }

  /** What is known of a word: its weight (a frequency) and tag; undefined when it is no word. */
  find(word: string): { readonly word: string; readonly weight: number; readonly tag: string } | undefined {
    const folded = fold(requireString(word, 'a word'));
    const units = unitsFromString(folded);
    const number = this.overlay?.findNumber(units, 0, units.length) ?? -1;
    if (number >= 0) {
      const { kind, tag = '' } = this.overlay!.list[number];
      if (kind !== ChangeKind.Word) return undefined;
      return { word: folded, weight: this.overlay!.frequencies[number], tag };
    }
    const node = findWordNode(this.base, units, 0, units.length);
    if (node < 0) return undefined;
    return {
      word: folded,
      weight: this.base.frequencies[payloadAt(this.base.trie, node)],
      tag: tagAt(this.base, node),
    };
  }

  has(word: string): boolean {
    return this.find(word) !== undefined;
  }

  /** Whether the folded units are a word that is the name of a person, place, organisation or thing. */
  isName(units: Uint16Array, start: number, end: number): boolean {
    const number = this.overlay?.findNumber(units, start, end) ?? -1;
    if (number >= 0) {
      const { kind, tag } = this.overlay!.list[number];
      return kind === ChangeKind.Word && tag !== undefined && isNameTag(tag);
    }
    const node = findWordNode(this.base, units, start, end);
    return node >= 0 && isNameTag(tagAt(this.base, node));
  }

  /** Every word with its weight and tag: those of the base, then the added ones. */
  *words(): Generator<{ word: string; weight: number; tag: string }> {
    for (const entry of listTableWords(this.base)) if (!this.overlay?.changes.has(entry.word)) yield entry;
    if (!this.overlay) return;
    for (const [number, { word, kind, tag = '' }] of this.overlay.list.entries())
      if (kind === ChangeKind.Word) yield { word, weight: this.overlay.frequencies[number], tag };
  }

  /** Names base and changes. */
  get fingerprint(): string {
    this.cachedFingerprint ??= this.overlay
      ? `${this.base.fingerprint}+${overlayFingerprint(this.overlay.list)}`
      : this.base.fingerprint;
    return this.cachedFingerprint;
  }

  /**
   * Reads every byte of the compiled base and compares checksums. Takes some 20 ms.
   * @throws HansouError CHECKSUM
   */
  verify(): void {
    this.container?.verify();
  }
}

function isSharedBuffer(value: unknown): value is SharedArrayBuffer {
  return typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer;
}
