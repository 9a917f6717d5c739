/**
 * Word codes: in which of its postings a bigram is also a word of two characters. For each posting, the code is 0 where
 * the bigram is not a word, else 1 plus the number of its occurrences that are words of the best path (no more than all
 * its occurrences). Nearly all postings of a bigram have the same role, the default; only the exceptions are written.
 *
 *     words      = default(2 bits) gamma(exceptions + 1) exception*
 *     default    = 0 a word of the path at every occurrence | 1 not a word | 2 an inner word only
 *     exception  = rice(gap, k) state            gap of indexes in the list less 1, the first from -1; k follows from both
 *                                                lengths
 *     state      = 0 | 1 missing                 default 0: not a word, or a word of the path at fewer occurrences
 *                | 0 | 1 missing                 default 1: a word of the path at every occurrence, or at fewer
 *                | 0 | 1 missing'                default 2: not a word, or a word of the path at some occurrences
 *     missing    = rice(frequency - path occurrences - 1, 0)
 *     missing'   = rice(frequency - path occurrences, 0)
 */
import type { BitReader } from '../../bytes/bit-reader.ts';
import type { BitWriter } from '../../bytes/bit-writer.ts';
import { damageError } from '../damage.ts';
import type { EncodedPostings } from './encoded-postings.ts';
import { riceParameterFor } from './posting-codec.ts';
import { exceptionInterval, type SkipList } from './skip-list.ts';
import type { TermPostings } from './term-postings.ts';

/** What a bigram is in the postings that are no exceptions. */
const DefaultRole = { PathWord: 0, NoWord: 1, InnerWord: 2 } as const;

/** The word code of a posting of this frequency that has the default role. */
function defaultWordCode(role: number, frequency: number): number {
  return role === DefaultRole.PathWord ? frequency + 1 : role === DefaultRole.InnerWord ? 1 : 0;
}

export function writeWordCodes(bits: BitWriter, wordCodes: Uint32Array, frequencies: Uint32Array, count: number): void {
  let pathWords = 0;
  let noWords = 0;
  let innerWords = 0;
  for (let i = 0; i < count; i++) {
    if (wordCodes[i] === 0) noWords++;
    else if (wordCodes[i] === 1) innerWords++;
    else if (wordCodes[i] > frequencies[i]) pathWords++;
  }
  const max = Math.max(pathWords, noWords, innerWords);
  const role = max === pathWords ? DefaultRole.PathWord : max === noWords ? DefaultRole.NoWord : DefaultRole.InnerWord;
  const exceptions = count - max;
  bits.writeBits(role, 2);
  bits.writeGamma(exceptions + 1);
  if (exceptions === 0) return;
  const k = riceParameterFor(count, exceptions);
  let next = 0;
  for (let i = 0; i < count; i++) {
    const frequency = frequencies[i];
    const code = wordCodes[i];
    if (code === defaultWordCode(role, frequency)) continue;
    bits.writeRice(i - next, k);
    next = i + 1;
    if (role === DefaultRole.NoWord ? code > frequency : code === 0) {
      bits.writeBits(0, 1);
      continue;
    }
    bits.writeBits(1, 1);
    bits.writeRice(role === DefaultRole.InnerWord ? frequency - (code - 1) : frequency - code, 0);
  }
}

/** Reads the word codes of all `count` postings into `out`. @throws HansouError BAD_INDEX */
export function readWordCodes(bits: BitReader, frequencies: Uint32Array, count: number, out: Uint32Array): void {
  const role = readDefaultRole(bits);
  if (role === DefaultRole.PathWord) for (let i = 0; i < count; i++) out[i] = frequencies[i] + 1;
  else out.fill(role === DefaultRole.InnerWord ? 1 : 0, 0, count);
  const exceptions = readExceptionCount(bits, count);
  const k = exceptions > 0 ? riceParameterFor(count, exceptions) : 0;
  let next = 0;
  for (let left = exceptions; left > 0; left--) {
    const index = readExceptionIndex(bits, next, k, count);
    next = index + 1;
    out[index] = exceptionalWordCode(role, readMissing(bits), frequencies[index]);
  }
}

/** Reads the word codes at the list indexes of `out`, whose frequencies have been read. @throws HansouError BAD_INDEX */
export function readWordCodesAt({ bits, count, skipList }: EncodedPostings, out: TermPostings): void {
  const { frequencies, listIndexes, wordCodes, count: found } = out;
  const role = readDefaultRole(bits);
  for (let i = 0; i < found; i++) wordCodes[i] = defaultWordCode(role, frequencies[i]);
  const exceptions = readExceptionCount(bits, count);
  const k = exceptions > 0 ? riceParameterFor(count, exceptions) : 0;
  let next = 0;
  let wanted = 0;
  let interval = 0;
  for (let left = exceptions; left > 0 && wanted < found; left--) {
    if (skipList !== undefined) {
      const { exceptionIndexes } = skipList;
      const before = interval;
      while (interval + 1 < exceptionIndexes.length && exceptionIndexes[interval + 1] <= listIndexes[wanted])
        interval++;
      if (interval > before && exceptions - interval * exceptionInterval < left) {
        left = exceptions - interval * exceptionInterval;
        next = exceptionIndexes[interval];
        bits.position = skipList.exceptionBits[interval];
      }
    }
    const index = readExceptionIndex(bits, next, k, count);
    next = index + 1;
    const missing = readMissing(bits);
    while (wanted < found && listIndexes[wanted] < index) wanted++;
    if (wanted < found && listIndexes[wanted] === index)
      wordCodes[wanted] = exceptionalWordCode(role, missing, frequencies[wanted]);
  }
}

/** Passes over the word codes of a bigram with `count` postings, and returns their part of the skip list. */
export function skipWordCodes(bits: BitReader, count: number): Pick<SkipList, 'exceptionIndexes' | 'exceptionBits'> {
  readDefaultRole(bits);
  const exceptions = readExceptionCount(bits, count);
  const k = exceptions > 0 ? riceParameterFor(count, exceptions) : 0;
  const exceptionIndexes = new Uint32Array(Math.ceil(exceptions / exceptionInterval));
  const exceptionBits = new Uint32Array(exceptionIndexes.length);
  for (let i = 0, next = 0; i < exceptions; i++) {
    if (i % exceptionInterval === 0) {
      exceptionIndexes[i / exceptionInterval] = next;
      exceptionBits[i / exceptionInterval] = bits.position;
    }
    next = readExceptionIndex(bits, next, k, count) + 1;
    readMissing(bits);
  }
  return { exceptionIndexes, exceptionBits };
}

function readDefaultRole(bits: BitReader): number {
  const role = bits.readShort(2);
  if (role > DefaultRole.InnerWord) throw damageError('a default role of a bigram from 0 to 2', role);
  return role;
}

function readExceptionCount(bits: BitReader, count: number): number {
  const exceptions = bits.readGamma() - 1;
  if (exceptions > count) throw damageError(`at most ${count} exceptions`, exceptions);
  return exceptions;
}

function readExceptionIndex(bits: BitReader, next: number, k: number, count: number): number {
  const index = next + bits.readRice(k);
  if (index >= count) throw damageError(`an exception below ${count}`, index);
  return index;
}

/** Returned by `readMissing` for the state that has no number. */
const noNumber = -1;

function readMissing(bits: BitReader): number {
  return bits.readFlag() ? bits.readRice(0) : noNumber;
}

function exceptionalWordCode(role: number, missing: number, frequency: number): number {
  if (missing === noNumber) return role === DefaultRole.NoWord ? frequency + 1 : 0;
  if (missing >= frequency) throw damageError(`fewer than ${frequency} missing occurrences`, missing);
  return role === DefaultRole.InnerWord ? frequency - missing + 1 : frequency - missing;
}
