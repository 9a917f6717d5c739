/** Finds several strings in folded units that come one after the other (Aho and Corasick). */
import { fold } from '../text/folding.ts';
import { findWrittenForm } from '../text/normal/find-normal-form.ts';
import { mayBeChanged } from '../text/normal-form.ts';

/** Stands for several units (`StringAutomaton.ownUnits`). */
export const severalUnits = -2;

/**
 * An automaton for some strings. Where there are more states than allowed, it looks for the beginnings of the strings.
 *
 * Law: when a text contains one of the strings, the state becomes `found` by its units; it stays `found`. Units that the normal
 * form of a text writes otherwise lead there too, if they may stand for a part of the strings.
 */
export class StringAutomaton {
  /** By state and folded unit: the next state; where there is none, state 0. */
  private readonly moves: readonly ReadonlyMap<number, number>[];
  /** By state: the one unit that leads elsewhere than from state 0; -1 for none, `severalUnits` for several. */
  readonly ownUnits: Int32Array;
  /** The units of the strings. */
  readonly units: ReadonlySet<number>;
  /** By unit: 1 for a unit of the strings. */
  private readonly isOfString = new Uint8Array(0x10000);

  /**
   * @param strings folded, without surrogates, none empty
   * @param found the number of the last state
   * @param maxStates maximum number of other states; more than there are strings
   */
  constructor(
    strings: readonly Uint16Array[],
    private readonly found: number,
    maxStates: number,
  ) {
    this.moves = createMoves(shorten(strings, maxStates), found);
    const [first] = this.moves;
    this.ownUnits = Int32Array.from(this.moves, moves => {
      let own = -1;
      for (const [unit, next] of moves) if (first.get(unit) !== next) own = own === -1 ? unit : severalUnits;
      return own;
    });
    this.units = new Set(strings.flatMap(units => [...units]));
    for (const unit of this.units) this.isOfString[unit] = 1;
  }

  /** The number of states without `found`; they are numbered from 0, the first one, on. */
  get stateCount(): number {
    return this.moves.length;
  }

  /** The state after a folded unit. */
  next(state: number, folded: number): number {
    if (state === this.found || this.mayBecomeString(folded)) return this.found;
    return this.moves[state].get(folded) ?? 0;
  }

  /** Whether a unit leads from state 0 to no other one. */
  isIdle(folded: number): boolean {
    return this.isOfString[folded] === 0 && !this.mayBecomeString(folded);
  }

  /** Whether a unit may stand for a part of the strings in the normal form of a text: for a unit of them, or for nothing. */
  private mayBecomeString(unit: number): boolean {
    if (!mayBeChanged(unit)) return false;
    const written = findWrittenForm(unit);
    if (written === undefined) return true;
    for (const character of fold(written)) if (this.isOfString[character.charCodeAt(0)] === 1) return true;
    return false;
  }
}

/** The beginnings of the strings for which there are enough states, each as long as possible. */
function shorten(strings: readonly Uint16Array[], maxStates: number): readonly Uint16Array[] {
  const lengths = strings.map(() => 1);
  let states = 1;
  for (let isGrowing = true; isGrowing && states < maxStates; ) {
    isGrowing = false;
    for (let i = 0; i < strings.length && states < maxStates; i++) {
      if (lengths[i] === strings[i].length) continue;
      lengths[i]++;
      states++;
      isGrowing = true;
    }
  }
  return strings.map((units, i) => units.subarray(0, lengths[i]));
}

/** By state, the next state for each unit that does not lead to state 0. */
function createMoves(strings: readonly Uint16Array[], found: number): Map<number, number>[] {
  // The trie of the strings, without what is behind a string.
  const moves: Map<number, number>[] = [new Map()];
  for (const units of strings) {
    let state = 0;
    for (let at = 0; at + 1 < units.length && state !== found; at++) {
      let next = moves[state].get(units[at]);
      if (next === undefined) {
        next = moves.push(new Map()) - 1;
        moves[state].set(units[at], next);
      }
      state = next;
    }
    if (state !== found) moves[state].set(units[units.length - 1], found);
  }
  // Breadth first: where a state has no move of its own, that of the longest shorter state which its units end with.
  const shorter = new Uint16Array(moves.length);
  const queue = [0];
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at];
    const others = state === 0 ? undefined : moves[shorter[state]];
    for (const [unit, next] of moves[state]) {
      const other = others?.get(unit);
      if (other === found) moves[state].set(unit, found);
      else if (next !== found) {
        shorter[next] = other ?? 0;
        queue.push(next);
      }
    }
    for (const [unit, next] of others ?? []) if (!moves[state].has(unit)) moves[state].set(unit, next);
  }
  return moves;
}
