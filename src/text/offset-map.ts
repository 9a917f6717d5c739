import type { Span } from './span.ts';

/**
 * Maps places of a repaired text to places of the text it was made from, and back.
 *
 * The map is a list of pieces. In piece `i` the units `textStarts[i] …` of the repaired text stand for the units
 * `sourceStarts[i] …` of the source, one for one, up to the next piece. Pieces cover the repaired text without gaps
 * and rise strictly on both sides, so order is kept: repair drops units and replaces single ones (a line break by a
 * blank), it never moves or inserts any.
 *
 * Law: every unit of the text has exactly one place in the source, and the places rise strictly.
 */
export class OffsetMap {
  /**
   * @param textStarts where each piece begins in the repaired text; the first is 0, strictly rising
   * @param sourceStarts where each piece begins in the source; strictly rising
   * @param textLength UTF-16 units of the repaired text
   */
  constructor(
    readonly textStarts: Uint32Array,
    readonly sourceStarts: Uint32Array,
    readonly textLength: number,
  ) {}

  /** The map of a text that was not changed, or that is one stretch of its source. */
  static identity(textLength: number, sourceStart = 0): OffsetMap {
    return new OffsetMap(Uint32Array.of(0), Uint32Array.of(sourceStart), textLength);
  }

  /**
   * The places in the source of a span of the text: sorted, disjoint, each as long as it can be. Where repair dropped
   * units between two of them, the span is in two. An empty span gives no place.
   */
  toSource(span: Span): Span[] {
    const places: { start: number; end: number }[] = [];
    const end = Math.min(span.end, this.textLength);
    let at = Math.max(0, span.start);
    for (let piece = lastAtOrBelow(this.textStarts, at); at < end; piece++) {
      const pieceEnd = Math.min(end, this.pieceEnd(piece));
      const start = this.sourceStarts[piece] + at - this.textStarts[piece];
      const before = places[places.length - 1];
      if (before && before.end === start) before.end += pieceEnd - at;
      else places.push({ start, end: start + pieceEnd - at });
      at = pieceEnd;
    }
    return places;
  }

  /** The places in the text whose source lies inside the span of the source: sorted and disjoint. */
  fromSource(span: Span): Span[] {
    const places: { start: number; end: number }[] = [];
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
      const before = places[places.length - 1];
      if (before && before.end === start) before.end = end;
      else places.push({ start, end });
    }
    return places;
  }

  private pieceEnd(piece: number): number {
    return piece + 1 < this.textStarts.length ? this.textStarts[piece + 1] : this.textLength;
  }
}

/** The last index whose value is at most `value`; -1 when there is none. */
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
