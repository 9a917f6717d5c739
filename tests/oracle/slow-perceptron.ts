/**
 * A slow twin of the model of names (`NameFeatures`, `LabelScores`, `LabelPath`): features as lists of numbers, sums by label, and a path
 * that looks at all labels. It imports the number of rows, and takes the cut of a text as given.
 */
import { rowBits } from '../../src/segment/names/name-features.ts';
import type { NameModel } from '../../src/segment/names/name-model.ts';

/** A token in UTF-16 units of a sentence; its tag is undefined if the lexicon lacks it. */
export interface SlowToken {
  readonly start: number;
  readonly end: number;
  readonly tag: string | undefined;
  /** Whether it is a name of the lattice. */
  readonly isName: boolean;
}

/** Stands for what is before and behind a sentence. */
const outside = 1;

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ Math.imul(value, 0x2c1b3c6d), 0x297a2d39);
  return mixed ^ (mixed >>> 15);
}

function rowOf([number, ...values]: readonly number[]): number {
  const mixed = Math.imul(values.reduce(mix, number), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & (2 ** rowBits - 1);
}

function hashText(text: string): number {
  return [...text].reduce((hash, character) => mix(hash, character.charCodeAt(0)), 11);
}

/** What a folded unit counts as. */
function classOf(unit: string): number {
  if (/\d/.test(unit)) return 2;
  if (/[·・•‧∙⋅]/.test(unit)) return 4;
  return /[a-z]/.test(unit) ? 3 : unit.charCodeAt(0) + 16;
}

/** The rows of each unit of a sentence, of folded Han characters, ASCII and dots. @param tokens which cover it */
export function slowRows(sentence: string, tokens: readonly SlowToken[]): number[][] {
  const character = (at: number): number => (at in [...sentence] ? classOf(sentence[at]) : outside);
  const isThere = (i: number): boolean => i >= 0 && i < tokens.length;
  const tagOf = (i: number): number => {
    if (!isThere(i)) return outside;
    const { start, end, tag, isName } = tokens[i];
    if (isName) return hashText('N');
    return hashText(tag === undefined ? (end - start > 1 ? 'H' : 'x') : tag.slice(0, 2));
  };
  const wordOf = (i: number): number =>
    isThere(i) ? [...sentence.slice(tokens[i].start, tokens[i].end)].map(classOf).reduce(mix, 7) : outside;
  return tokens.flatMap(({ start, end }, i) =>
    Array.from({ length: end - start }, (_, offset) => {
      const size = end - start;
      const place = size === 1 ? 3 : offset === 0 ? 0 : offset === size - 1 ? 2 : 1;
      const [a, b, c, d, e] = [-2, -1, 0, 1, 2].map(step => character(start + offset + step));
      const shape = mix(tagOf(i), size);
      return [
        [102, b],
        [103, c],
        [104, d],
        [106, a, b],
        [107, b, c],
        [108, c, d],
        [109, d, e],
        [110, b, c, d],
        [120 + place, shape],
        [130 + place, wordOf(i)],
        [140 + place, mix(wordOf(i - 1), shape)],
        [150 + place, mix(wordOf(i + 1), shape)],
        [160 + place, [tagOf(i), tagOf(i + 1), size].reduce(mix, tagOf(i - 1))],
        [170 + place, c, tagOf(i)],
        [220 + offset, Math.min(size, 5), c],
      ].map(rowOf);
    }),
  );
}

const labels = Array.from({ length: 13 }, (_, label) => label);
const stride = 16;
/** O for no name, otherwise the part of a name. */
const partOf = (label: number): string => (label === 0 ? 'O' : 'BMES'[(label - 1) % 4]);
const kindOf = (label: number): number => Math.ceil(label / 4);
const isClosed = (label: number): boolean => 'OES'.includes(partOf(label));
const isOpening = (label: number): boolean => 'OBS'.includes(partOf(label));
const mayFollow = (before: number, label: number): boolean =>
  isOpening(label) ? isClosed(before) : !isClosed(before) && kindOf(before) === kindOf(label);

/** The best labels of units with these rows. Of equally good labels before another one the lowest is taken. */
export function slowLabels(rows: readonly (readonly number[])[], { weights, transitions }: NameModel): number[] {
  let paths = labels.filter(isOpening).map(label => ({ sum: 0, path: [label] }));
  const score = (at: number, label: number): number =>
    16 * rows[at].reduce((sum, row) => sum + weights[row * stride + label], 0);
  for (const each of paths) each.sum = score(0, each.path[0]);
  const best = (some: typeof paths) => some.reduce((a, b) => (b.sum > a.sum ? b : a));
  for (let at = 1; at < rows.length; at++)
    paths = labels.flatMap(label => {
      const longer = paths.flatMap(({ sum, path }) => {
        const before = path[at - 1];
        if (!mayFollow(before, label)) return [];
        return [{ sum: sum + transitions[before * labels.length + label] + score(at, label), path: [...path, label] }];
      });
      return longer.length === 0 ? [] : [best(longer)];
    });
  return best(paths.filter(({ path }) => isClosed(path[path.length - 1]))).path;
}
