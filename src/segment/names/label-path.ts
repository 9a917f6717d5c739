/** The best sequence of labels for the units of a sentence. */
import { maxSentenceUnits } from './name-features.ts';

/**
 * Labels: 0 for no name, then for each kind of name (persons, places, organisations) its beginning, middle, end, and a name of one
 * unit.
 */
export const labelCount = 13;
/** Number of weights of a row, and of scores of a unit; those behind `labelCount` are 0. */
export const labelStride = 16;
/** Scores and transitions count sixteenths of a weight, so that they are integers: their sums are the same on every machine. */
export const scoreScale = 16;

/** The label of a part of a name of a kind of `NameKind`. @param part 0 its beginning, 1 its middle, 2 its end, 3 a name of one unit */
export function labelOf(kind: number, part: number): number {
  return 4 * kind - 3 + part;
}

/** Labels after which a name may begin, and labels that may stand there. */
const closed = [0, 3, 4, 7, 8, 11, 12];
const opening = [0, 1, 4, 5, 8, 9, 12];
/** Labels that continue a name. */
const continuing = [2, 3, 6, 7, 10, 11];
/** By label: its place in `opening`, or −1 − its place in `continuing`. */
const openingPlaces = Int8Array.from({ length: labelCount }, (_, label) =>
  opening.includes(label) ? opening.indexOf(label) : -1 - continuing.indexOf(label),
);
/**
 * Sums have so many bits below them, which tell what the path came from: the higher of two sums brings its origin along, and nothing has
 * to branch. Of equal sums the one with the higher origin wins.
 */
const originBits = 3;
const originMask = (1 << originBits) - 1;
/** Lower than any sum. */
const never = -(2 ** 29);

/**
 * Finds the best path by Viterbi's algorithm.
 *
 * Law: of equally good labels before another one the path has the lowest.
 */
export class LabelPath {
  /** By unit: its label on the best path. */
  readonly labels = new Uint8Array(maxSentenceUnits);
  /** By unit: the origins of the opening labels, of the first in the lowest bits. */
  private readonly opened = new Int32Array(maxSentenceUnits);
  /** By unit: the same of the continuing labels. */
  private readonly continued = new Int32Array(maxSentenceUnits);
  /** By opening label and closed one: the transition, whose origin is the number of closed labels behind that one. */
  private readonly openings = new Int32Array(opening.length * closed.length);
  /** By continuing label: the transition from the beginning, of origin 1, and from the middle, of origin 0. */
  private readonly continuations = new Int32Array(2 * continuing.length);
  /** By label: the best sum of a path to the unit before. */
  private readonly sums = new Int32Array(labelCount);

  /** @param transitions by label and next label; they may change */
  constructor(private readonly transitions: Int32Array) {}

  /** Finds the labels of `length` units. @param scores by unit and label, `labelStride` a unit */
  solve(scores: Int32Array, length: number): void {
    this.readTransitions();
    const { opened, openings, continued, continuations, sums } = this;
    sums.fill(never);
    for (const label of opening) sums[label] = scores[label] << originBits;
    for (let at = 1; at < length; at++) {
      const row = at * labelStride;
      const none = sums[0];
      const person = sums[3];
      const onePerson = sums[4];
      const place = sums[7];
      const onePlace = sums[8];
      const organisation = sums[11];
      const oneOrganisation = sums[12];
      let origins = 0;
      for (let i = 0; i < continuing.length; i += 2) {
        const label = 2 + 2 * i;
        const begin = sums[label - 1];
        const middle = sums[label];
        const toMiddle = higher(begin + continuations[2 * i], middle + continuations[2 * i + 1]);
        const toEnd = higher(begin + continuations[2 * i + 2], middle + continuations[2 * i + 3]);
        origins |= ((toMiddle & originMask) | ((toEnd & originMask) << originBits)) << (originBits * i);
        sums[label] = (toMiddle & ~originMask) + (scores[row + label] << originBits);
        sums[label + 1] = (toEnd & ~originMask) + (scores[row + label + 1] << originBits);
      }
      continued[at] = origins;
      origins = 0;
      for (let i = 0, edge = 0; i < opening.length; i++, edge += closed.length) {
        const label = opening[i];
        const best = higher(
          higher(
            higher(none + openings[edge], person + openings[edge + 1]),
            higher(onePerson + openings[edge + 2], place + openings[edge + 3]),
          ),
          higher(
            higher(onePlace + openings[edge + 4], organisation + openings[edge + 5]),
            oneOrganisation + openings[edge + 6],
          ),
        );
        origins |= (best & originMask) << (originBits * i);
        sums[label] = (best & ~originMask) + (scores[row + label] << originBits);
      }
      opened[at] = origins;
    }
    this.walkBack(length);
  }

  private readTransitions(): void {
    const { transitions, openings, continuations } = this;
    let edge = 0;
    for (const label of opening)
      for (let i = 0; i < closed.length; i++) {
        const weight = transitions[closed[i] * labelCount + label];
        openings[edge++] = (weight << originBits) + closed.length - 1 - i;
      }
    edge = 0;
    for (const label of continuing) {
      const begin = label - ((label - 1) & 3);
      continuations[edge++] = (transitions[begin * labelCount + label] << originBits) + 1;
      continuations[edge++] = transitions[(begin + 1) * labelCount + label] << originBits;
    }
  }

  /** Fills `labels` from the last unit on. */
  private walkBack(length: number): void {
    const { labels, opened, continued, sums } = this;
    let label = 0;
    for (const each of closed) if (sums[each] > sums[label]) label = each;
    for (let at = length - 1; at >= 0; at--) {
      labels[at] = label;
      const i = openingPlaces[label];
      if (i >= 0) label = closed[closed.length - 1 - ((opened[at] >>> (originBits * i)) & originMask)];
      else {
        const begin = label - ((label - 1) & 3);
        label = begin + 1 - ((continued[at] >>> (originBits * (-1 - i))) & originMask);
      }
    }
  }
}

/** The higher one of two numbers whose difference has 31 bits, without a branch. */
function higher(a: number, b: number): number {
  const difference = a - b;
  return a - (difference & (difference >> 31));
}
