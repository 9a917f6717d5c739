/**
 * Where a pair of characters is a word: for each posting of the pair, not at all, or so many times on the best path
 * (at most as often as the pair stands). Nearly all postings of a pair are alike, so only the others are written.
 *
 *     words      = usual(2 bits) exceptions gamma(count + 1) exception*
 *     usual      = 0 every place is a word of the path | 1 no place is a word | 2 an inner word only
 *     exception  = rice(gap, k) state            gap of places in the list less 1, the first from -1; k from both lengths
 *     state      = 0 | 1 less                    usual is 0: no word, or a word, on the path in fewer places
 *                | 0 | 1 less                    usual is 1: every place, or fewer
 *                | 0 | 1 less'                   usual is 2: no word, or on the path in some places
 *     less       = rice(frequency - paths - 1, 0)
 *     less'      = rice(frequency - paths, 0)
 */
import type { BitReader } from '../../bytes/bit-reader.ts';
import type { BitWriter } from '../../bytes/bit-writer.ts';
import { damageError } from '../damage.ts';
import { riceParameterFor } from './posting-codec.ts';
import { type SkipList, skipIntervalExceptions } from './skip-list.ts';

const DefaultRole = { Whole: 0, None: 1, Inner: 2 } as const;

/** What a posting of this frequency has in `words` when it is as usual. */
function usualWord(usual: number, frequency: number): number {
  return usual === DefaultRole.Whole ? frequency + 1 : usual === DefaultRole.Inner ? 1 : 0;
}

/** @param words for each posting 0 where the pair is no word, else 1 and the number of places on the path */
export function writeBigramWordCodes(
  bits: BitWriter,
  words: Uint32Array,
  frequencies: Uint32Array,
  count: number,
): void {
  let whole = 0;
  let none = 0;
  let inner = 0;
  for (let i = 0; i < count; i++) {
    if (words[i] === 0) none++;
    else if (words[i] === 1) inner++;
    else if (words[i] > frequencies[i]) whole++;
  }
  const most = Math.max(whole, none, inner);
  const usual = most === whole ? DefaultRole.Whole : most === none ? DefaultRole.None : DefaultRole.Inner;
  const exceptions = count - most;
  bits.writeBits(usual, 2);
  bits.writeGamma(exceptions + 1);
  if (exceptions === 0) return;
  const k = riceParameterFor(count, exceptions);
  let next = 0;
  for (let i = 0; i < count; i++) {
    const frequency = frequencies[i];
    const word = words[i];
    if (word === usualWord(usual, frequency)) continue;
    bits.writeRice(i - next, k);
    next = i + 1;
    if (usual === DefaultRole.None ? word > frequency : word === 0) {
      bits.writeBits(0, 1);
      continue;
    }
    bits.writeBits(1, 1);
    bits.writeRice(usual === DefaultRole.Inner ? frequency - (word - 1) : frequency - word, 0);
  }
}

/** @throws HansouError BAD_INDEX */
export function readBigramWordCodes(
  bits: BitReader,
  frequencies: Uint32Array,
  count: number,
  words: Uint32Array,
): void {
  const usual = readUsual(bits);
  if (usual === DefaultRole.Whole) for (let i = 0; i < count; i++) words[i] = frequencies[i] + 1;
  else words.fill(usual === DefaultRole.Inner ? 1 : 0, 0, count);
  const exceptions = readExceptions(bits, count);
  const k = exceptions > 0 ? riceParameterFor(count, exceptions) : 0;
  let next = 0;
  for (let left = exceptions; left > 0; left--) {
    const at = readPlace(bits, next, k, count);
    next = at + 1;
    words[at] = exceptionalWord(usual, readLess(bits), frequencies[at]);
  }
}

/**
 * The same of the postings at `places[0 … found)` only, ascending.
 * @param frequencies of these
 * @param count how long the whole list is
 */
export function readBigramWordCodesAt(
  bits: BitReader,
  frequencies: Uint32Array,
  places: Uint32Array,
  found: number,
  count: number,
  words: Uint32Array,
  skips?: SkipList,
): void {
  const usual = readUsual(bits);
  for (let i = 0; i < found; i++) words[i] = usualWord(usual, frequencies[i]);
  const exceptions = readExceptions(bits, count);
  const k = exceptions > 0 ? riceParameterFor(count, exceptions) : 0;
  let next = 0;
  let wanted = 0;
  let stretch = 0;
  for (let left = exceptions; left > 0 && wanted < found; left--) {
    if (skips !== undefined) {
      const before = stretch;
      while (
        stretch + 1 < skips.wordExceptionIndexes.length &&
        skips.wordExceptionIndexes[stretch + 1] <= places[wanted]
      )
        stretch++;
      if (stretch > before && exceptions - stretch * skipIntervalExceptions < left) {
        left = exceptions - stretch * skipIntervalExceptions;
        next = skips.wordExceptionIndexes[stretch];
        bits.position = skips.wordExceptionBits[stretch];
      }
    }
    const at = readPlace(bits, next, k, count);
    next = at + 1;
    const less = readLess(bits);
    while (wanted < found && places[wanted] < at) wanted++;
    if (wanted < found && places[wanted] === at) words[wanted] = exceptionalWord(usual, less, frequencies[wanted]);
  }
}

/** No `less`: the state that has no number. */
const plain = -1;

/** Skips of the words of a pair with `count` postings; puts the reader behind them. */
export function readBigramWordSkips(
  bits: BitReader,
  count: number,
): { readonly wordExceptionIndexes: Uint32Array; readonly wordExceptionBits: Uint32Array } {
  readUsual(bits);
  const exceptions = readExceptions(bits, count);
  const k = exceptions > 0 ? riceParameterFor(count, exceptions) : 0;
  const wordExceptionIndexes = new Uint32Array(Math.ceil(exceptions / skipIntervalExceptions));
  const wordExceptionBits = new Uint32Array(wordExceptionIndexes.length);
  for (let i = 0, next = 0; i < exceptions; i++) {
    if (i % skipIntervalExceptions === 0) {
      wordExceptionIndexes[i / skipIntervalExceptions] = next;
      wordExceptionBits[i / skipIntervalExceptions] = bits.position;
    }
    next = readPlace(bits, next, k, count) + 1;
    readLess(bits);
  }
  return { wordExceptionIndexes, wordExceptionBits };
}

function readUsual(bits: BitReader): number {
  const usual = bits.readShort(2);
  if (usual > DefaultRole.Inner) throw damageError('a pair of characters that is usually a word or none', usual);
  return usual;
}

function readExceptions(bits: BitReader, count: number): number {
  const exceptions = bits.readGamma() - 1;
  if (exceptions > count) throw damageError(`at most ${count} exceptions`, exceptions);
  return exceptions;
}

function readPlace(bits: BitReader, next: number, k: number, count: number): number {
  const place = next + bits.readRice(k);
  if (place >= count) throw damageError(`an exception below ${count}`, place);
  return place;
}

function readLess(bits: BitReader): number {
  return bits.readFlag() ? bits.readRice(0) : plain;
}

function exceptionalWord(usual: number, less: number, frequency: number): number {
  if (less === plain) return usual === DefaultRole.None ? frequency + 1 : 0;
  if (less >= frequency) throw damageError('a word in no more places than its pair', less);
  return usual === DefaultRole.Inner ? frequency - less + 1 : frequency - less;
}
