import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { maxWordUnits } from '../../lexicon/lexicon-table.ts';
import type { Overlay } from '../../lexicon/overlay.ts';

/** What an overlay says of the words that begin at one place of a text: they count instead of the base's. */
export class OverlayWords {
  count = 0;
  /** Where each ends, by how many units behind the place; shorter ones first. */
  readonly lengths = new Uint16Array(maxWordUnits);
  /** The number of each in the overlay. */
  readonly numbers = new Int32Array(maxWordUnits);

  /** Collects the words that begin at `units[start]` and end at `end` at the latest. */
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

  /** Whether one of so many units is among them. */
  has(length: number): boolean {
    for (let i = 0; i < this.count; i++) if (this.lengths[i] === length) return true;
    return false;
  }
}
