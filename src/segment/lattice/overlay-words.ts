/** Looks up the words of an overlay at one position of a text. */
import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { maxWordUnits } from '../../lexicon/lexicon-table.ts';
import type { Overlay } from '../../lexicon/overlay.ts';

/** The words of an overlay that begin at one position of a text. They replace equal words of the base. */
export class OverlayWords {
  count = 0;
  /** The length of each in UTF-16 units, shortest first. */
  readonly lengths = new Uint16Array(maxWordUnits);
  /** The number of each change in the overlay. */
  readonly numbers = new Int32Array(maxWordUnits);

  /** Collects the words that begin at `units[start]` and end at or before `end`. */
  find(overlay: Overlay, units: Uint16Array, start: number, end: number): void {
    this.count = 0;
    const { trie, numbers } = overlay;
    let node = rootNode;
    for (let at = start; at < end; ) {
      node = findChild(trie, node, units[at]);
      if (node < 0) break;
      at++;
      if (payloadAt(trie, node) === 0) continue;
      this.lengths[this.count] = at - start;
      this.numbers[this.count++] = numbers[node];
    }
  }

  /** Whether one of them has this length. */
  has(length: number): boolean {
    for (let i = 0; i < this.count; i++) if (this.lengths[i] === length) return true;
    return false;
  }
}
