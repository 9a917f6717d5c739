/** The map between the offsets of a repaired text and those of its source. */
import { invalid, isCount, requireSpan } from '../validate.ts';
import type { Span } from './span.ts';

/**
 * Maps offsets of a repaired text to offsets of its source and back. All offsets are UTF-16 units.
 *
 * The map is a list of pieces. In piece `i` the units from `textStarts[i]` of the repaired text stand for the units from
 * `sourceStarts[i]` of the source, one for one, up to the next piece. Pieces cover the repaired text without gaps, and both
 * arrays rise strictly: repair drops units and replaces single ones (a line break by a space), it never moves or inserts
 * any.
 *
 * Law: every unit of the text has exactly one position in the source, and these positions rise strictly.
 */
export class OffsetMap {
  /**
   * @param textStarts where each piece begins in the repaired text; the first is 0, strictly rising
   * @param sourceStarts where each piece begins in the source; strictly rising
   * @param textLength length of the repaired text
   */
  constructor(
    readonly textStarts: Uint32Array,
    readonly sourceStarts: Uint32Array,
    readonly textLength: number,
  ) {}

  /** Creates the map of a text that is one unchanged range of its source, by default all of it. */
  static identity(textLength: number, sourceStart = 0): OffsetMap {
    for (const units of [textLength, sourceStart])
      if (!isCount(units)) throw invalid('a length or start', 'a number of UTF-16 units', units, 'Pass integers.');
    return new OffsetMap(Uint32Array.of(0), Uint32Array.of(sourceStart), textLength);
  }

  /**
   * Returns the spans of the source that a span of the text stands for: sorted, disjoint, each as long as possible. There
   * are several where repair dropped units in between. An empty span gives none.
   */
  toSource(span: Span): Span[] {
    requireSpan(span);
    const spans: { start: number; end: number }[] = [];
    const end = Math.min(span.end, this.textLength);
    let at = Math.max(0, span.start);
    for (let piece = lastAtOrBelow(this.textStarts, at); at < end; piece++) {
      const pieceEnd = Math.min(end, this.pieceEnd(piece));
      const start = this.sourceStarts[piece] + at - this.textStarts[piece];
      const last = spans[spans.length - 1];
      if (last && last.end === start) last.end += pieceEnd - at;
      else spans.push({ start, end: start + pieceEnd - at });
      at = pieceEnd;
    }
    return spans;
  }

  /** Returns the spans of the text whose source lies inside a span of the source: sorted and disjoint. */
  fromSource(span: Span): Span[] {
    requireSpan(span);
    const spans: { start: number; end: number }[] = [];
    for (
      let piece = Math.max(0, lastAtOrBelow(this.sourceStarts, span.start));
      piece < this.textStarts.length;
      piece++
    ) {
      const shift = this.textStarts[piece] - this.sourceStarts[piece];
      if (this.sourceStarts[piece] >= span.end) break;
      const start = Math.max(span.start, this.sourceStarts[piece]) + shift;
      const end = Math.min(span.end + shift, this.pieceEnd(piece));
      if (start >= end) continue;
      const last = spans[spans.length - 1];
      if (last && last.end === start) last.end = end;
      else spans.push({ start, end });
    }
    return spans;
  }

  private pieceEnd(piece: number): number {
    return piece + 1 < this.textStarts.length ? this.textStarts[piece + 1] : this.textLength;
  }
}

/** Returns the last index whose value is at most `value`, or -1. */
function lastAtOrBelow(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
