/**
 * The words that text is cut by. This folder answers: is this a word, how frequent is it, what is it? Its entry point is
 * `Lexicon`: a compiled base (`lexicon-file.ts`, a double-array trie) and an overlay of changes by the user (`overlay.ts`).
 * The segmenter reads both; `parse-lexicon.ts` reads user dictionaries.
 */
import type { Container } from '../bytes/container.ts';
import { describeValue, HansouError } from '../errors.ts';
import { fold } from '../text/folding.ts';
import { unitsFromString } from '../text/units.ts';
import {
  addMark,
  classMark,
  hasMark,
  invalid,
  isPromise,
  notJson,
  requireIterable,
  requireString,
} from '../validate.ts';
import { payloadAt } from './double-array.ts';
import { openLexiconFile } from './lexicon-file.ts';
import { createEmptyTable, findWordNode, type LexiconTable, listTableWords, tagAt } from './lexicon-table.ts';
import type { NameSource } from './name-source.ts';
import { ChangeKind, createChanges, type LexiconChange, Overlay } from './overlay.ts';
import { overlayFingerprint } from './overlay-fingerprint.ts';
import type { LexiconEntry } from './parse-lexicon.ts';
import { isNameTag } from './tags.ts';

const lexiconMark = /* @__PURE__ */ classMark('Lexicon');

/** A lexicon in a form that structured clone can carry to another thread, from `Lexicon.pack`. */
export interface PackedLexicon {
  readonly base: Uint8Array | undefined;
  readonly changes: readonly LexiconChange[];
  /** The files that names are found by, for `withNames`. */
  readonly names: readonly Uint8Array[] | undefined;
}

/**
 * The words that text is cut by: a compiled base, and changes that the user lays over it. An immutable value: `extend`,
 * `without` and `split` return a new lexicon that shares the base. Words are stored folded, so 監利 and 监利 are the same
 * word. Weights and tags are those of jieba's dictionaries.
 *
 * Laws: a word added without a weight is cut as one token where it stands alone; of two entries for a word the last one
 * counts; the fingerprint changes with every word, weight, tag and split, and with nothing else.
 */
export class Lexicon {
  private cachedFingerprint: string | undefined;

  private constructor(
    /** The compiled words, for the segmenter. @internal */
    readonly base: LexiconTable,
    /** The user's changes, for the segmenter. @internal */
    readonly overlay: Overlay | undefined,
    private readonly container: Container | undefined,
    /** How names are found that are not in the lexicon; undefined if they are not. @internal */
    readonly names: NameSource | undefined,
  ) {
    addMark(this, lexiconMark);
  }

  /**
   * Opens a compiled lexicon (uncompressed). Nothing is parsed. The lexicon keeps views on the bytes, so they must not be
   * changed afterwards.
   * @throws HansouError BAD_LEXICON if the bytes are not a lexicon, FORMAT_VERSION if they have another version
   */
  static fromBytes(bytes: ArrayBufferLike | Uint8Array): Lexicon {
    if (!(bytes instanceof Uint8Array || bytes instanceof ArrayBuffer || isSharedBuffer(bytes)))
      throw new HansouError('BAD_ARGUMENT', 'bytes of a lexicon must be an ArrayBuffer or a Uint8Array', {
        expected: 'the bytes of a compiled lexicon',
        got: describeValue(bytes),
        hint: 'Pass the bytes of a compiled lexicon, or call baseLexicon() from hansou/lexicon.',
      });
    const { table, container } = openLexiconFile(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
    return new Lexicon(table, undefined, container, undefined);
  }

  /**
   * Creates a lexicon of these entries alone, without a base and without a model for unknown words.
   * @throws HansouError BAD_DICTIONARY if an entry cannot be a word
   */
  static fromEntries(entries: Iterable<LexiconEntry>): Lexicon {
    return new Lexicon(createEmptyTable(), undefined, undefined, undefined).extend(entries);
  }

  /**
   * Returns a lexicon with these words added. The last entry for a word counts, also against the base and earlier entries.
   * Takes about 3 µs for each word in the overlay.
   * @throws HansouError BAD_DICTIONARY if an entry cannot be a word
   */
  extend(entries: Iterable<LexiconEntry>): Lexicon {
    return this.applyChanges(createChanges(requireIterable(entries, 'words'), this.base));
  }

  /** Returns the lexicon in a form that structured clone can carry to another thread. @internal */
  pack(): PackedLexicon {
    const source = this.container?.source;
    const { bytes, origin } = source?.window(0, source.size) ?? { bytes: undefined, origin: 0 };
    return {
      base: bytes?.subarray(-origin, source!.size - origin),
      changes: [...(this.overlay?.changes.values() ?? [])],
      names: this.names?.files,
    };
  }

  /**
   * Returns a lexicon with these words by which names are found that it does not contain; undefined finds none. A segmenter of
   * it cuts as one token what is most probably a name.
   */
  withNames(names: NameSource | undefined): Lexicon {
    return new Lexicon(this.base, this.overlay, this.container, names);
  }

  /** Restores a packed lexicon, without its names. @throws HansouError BAD_LEXICON @internal */
  static fromPacked({ base, changes }: PackedLexicon): Lexicon {
    const { base: table, container } = base ? Lexicon.fromBytes(base) : Lexicon.fromEntries([]);
    const overlay =
      changes.length === 0 ? undefined : new Overlay(table, new Map(changes.map(each => [each.word, each])));
    return new Lexicon(table, overlay, container, undefined);
  }

  /** Returns a lexicon without these words, which are no names either. Their characters are cut like those of any unknown word. */
  without(words: Iterable<string>): Lexicon {
    return this.extend(Array.from(requireIterable(words, 'words'), word => ({ word, weight: 0 })));
  }

  /**
   * Returns a lexicon in which the concatenation of the parts is cut into these parts, like jieba's `suggest_freq` with
   * several words. Longer words that contain it stay words.
   * @throws HansouError BAD_DICTIONARY if there are fewer than two parts or one is empty
   */
  split(parts: readonly string[]): Lexicon {
    const isInvalid =
      !Array.isArray(parts) ||
      parts.length < 2 ||
      Array.from(parts).some(part => typeof part !== 'string' || part === '');
    if (isInvalid)
      throw new HansouError('BAD_DICTIONARY', 'parts of a split word must be two or more non-empty strings', {
        expected: 'an array of two or more non-empty strings',
        got: describeValue(parts),
        hint: "Pass the parts in their order: split(['台', '中']).",
      });
    const [whole] = createChanges([{ word: parts.join('') }], this.base);
    const partLengths = parts.map(part => fold(part).length);
    return this.applyChanges([{ ...whole, kind: ChangeKind.Split, tag: undefined, partLengths }]);
  }

  /**
   * Returns the weight with which a word is cut as one token, or, for the parts of a word, the highest weight of the whole with
   * which it falls into these parts: jieba's `suggest_freq`. Use it with `extend`, or `split(parts)` for parts.
   * @throws HansouError BAD_DICTIONARY if the word or a part cannot be a word
   */
  suggestFrequency(word: string | readonly string[]): number {
    if (typeof word === 'string') {
      const needed = this.without([word]).extend([{ word }]).find(word)!.weight;
      return Math.max(needed, this.find(word)?.weight ?? 0);
    }
    const { total } = this.split(word).base;
    const share = word.reduce((product, part) => product * (Math.max(1, this.find(part)?.weight ?? 1) / total), 1);
    return Math.min(Math.floor(share * total), this.find(word.join(''))?.weight ?? 0);
  }

  private applyChanges(changes: readonly LexiconChange[]): Lexicon {
    if (changes.length === 0) return this;
    const all = new Map(this.overlay?.changes);
    for (const change of changes) {
      // A word that neither the base contains nor name edges find needs no entry to be removed.
      const isNone = !this.baseHas(change.word) && this.names === undefined;
      if (change.kind === ChangeKind.Removed && isNone) all.delete(change.word);
      else all.set(change.word, change);
    }
    return new Lexicon(this.base, all.size ? new Overlay(this.base, all) : undefined, this.container, this.names);
  }

  private baseHas(word: string): boolean {
    return findWordNode(this.base, unitsFromString(word), 0, word.length) >= 0;
  }

  /**
   * Finds a word and returns it folded, with its weight (a frequency) and tag ('' if it has none); undefined if it is not in
   * the lexicon.
   */
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

  /** Whether the lexicon contains a word. */
  has(word: string): boolean {
    return this.find(word) !== undefined;
  }

  /**
   * Whether the folded units `units[start … end)` are a word tagged as the name of a person, place, organisation or thing.
   * @internal
   */
  isName(units: Uint16Array, start: number, end: number): boolean {
    const tag = this.findTag(units, start, end);
    return tag !== undefined && isNameTag(tag);
  }

  /** The tag of the folded units `units[start … end)`, '' if the word has none; undefined if they are no word. @internal */
  findTag(units: Uint16Array, start: number, end: number): string | undefined {
    const number = this.overlay?.findNumber(units, start, end) ?? -1;
    if (number >= 0) {
      const { kind, tag = '' } = this.overlay!.list[number];
      return kind === ChangeKind.Word ? tag : undefined;
    }
    const node = findWordNode(this.base, units, start, end);
    return node < 0 ? undefined : tagAt(this.base, node);
  }

  /** Lists every word with its weight and tag: first those of the base, then the added ones. */
  *words(): Generator<{ word: string; weight: number; tag: string }> {
    for (const entry of listTableWords(this.base)) if (!this.overlay?.changes.has(entry.word)) yield entry;
    if (!this.overlay) return;
    for (const [number, { word, kind, tag = '' }] of this.overlay.list.entries())
      if (kind === ChangeKind.Word) yield { word, weight: this.overlay.frequencies[number], tag };
  }

  /** Identifies base and changes: equal fingerprints mean the same words, weights and tags. */
  get fingerprint(): string {
    this.cachedFingerprint ??= [
      this.base.fingerprint,
      ...(this.overlay ? [`+${overlayFingerprint(this.overlay.list)}`] : []),
      ...(this.names ? [` ${this.names.fingerprint}`] : []),
    ].join('');
    return this.cachedFingerprint;
  }

  /**
   * Refuses: the compiled words are bytes, and `JSON.stringify` would write each of them as a number.
   * @throws HansouError BAD_ARGUMENT always
   */
  toJSON(): never {
    throw notJson('a lexicon', 'the entries it was extended by, and baseLexicon()');
  }

  /**
   * Reads every byte of the compiled base and compares the checksums. Takes about 20 ms.
   * @throws HansouError CHECKSUM if the bytes are damaged
   */
  verify(): void {
    this.container?.verify();
  }
}

/** Checks that a value is a lexicon, of this or another copy of the package. @throws HansouError BAD_ARGUMENT */
export function checkLexicon(name: string, value: unknown): void {
  if (hasMark(value, lexiconMark)) return;
  const hint = isPromise(value)
    ? 'Await it: { lexicon: await baseLexicon() }.'
    : 'Pass await baseLexicon() of hansou/lexicon, or Lexicon.fromEntries(entries); if it is one, another version of hansou made it.';
  throw invalid(name, 'a Lexicon', value, hint);
}

function isSharedBuffer(value: unknown): value is SharedArrayBuffer {
  return typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer;
}
