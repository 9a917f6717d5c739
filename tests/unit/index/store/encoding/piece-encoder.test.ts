import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../../../src/bytes/byte-writer.ts';
import { PieceEncoder } from '../../../../../src/index/store/encoding/piece-encoder.ts';
import { TextCode } from '../../../../../src/index/store/encoding/text-code.ts';
import { writeTextCode } from '../../../../../src/index/store/encoding/write-text-code.ts';

const pieces = [
  '监',
  '利',
  '市',
  '人',
  '民',
  '政',
  '府',
  '报',
  '监利',
  '监利市人',
  '人民',
  '人民政府',
  '民政',
  '市人民',
];

const toUnits = (text: string) => Uint16Array.from(text, unit => unit.charCodeAt(0));

function createCode(): TextCode {
  const starts = [0];
  for (const piece of pieces) starts.push(starts[starts.length - 1] + piece.length);
  const counts = Uint32Array.from(pieces, (_, i) => 1 + ((i * 37) % 11) ** 2);
  return new TextCode(
    writeTextCode({ units: toUnits(pieces.join('')), starts: Uint32Array.from(starts), counts, escapes: 3 }),
  );
}

/** Decodes bit by bit into pieces; an escaped unit is in brackets. */
function readPieces(code: TextCode, bytes: Uint8Array, length: number): string[] {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const pieceOf = new Map(
    [...code.codes].map((bits, piece) => [bits.toString(2).padStart(code.lengths[piece], '0'), piece]),
  );
  const read: string[] = [];
  let at = 0;
  for (let units = 0; units < length; ) {
    let end = at + 1;
    while (!pieceOf.has(bits.slice(at, end))) end++;
    const piece = pieceOf.get(bits.slice(at, end)) as number;
    at = end;
    if (piece === 0) {
      read.push(`[${String.fromCharCode(Number.parseInt(bits.slice(at, at + 16), 2))}]`);
      at += 16;
    } else read.push(String.fromCharCode(...code.units.subarray(code.starts[piece], code.starts[piece + 1])));
    units += piece === 0 ? 1 : read[read.length - 1].length;
  }
  expect(bits.slice(at)).toMatch(/^0{0,7}$/);
  return read;
}

/** Cuts a text into the longest piece at each position. */
function cutIntoPieces(text: string): string[] {
  const longestFirst = [...pieces].sort((a, b) => b.length - a.length);
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const piece = longestFirst.find(piece => text.startsWith(piece, at));
    found.push(piece ?? `[${text[at]}]`);
    at += piece?.length ?? 1;
  }
  return found;
}

describe('the piece encoder', () => {
  // Long enough for pieces and escapes across the borders of chunks, with every number of remaining bits.
  const texts = [
    '监',
    '龘',
    '监利市人民政府',
    '监利市人人民政',
    '龘龘监',
    '监利市人民政府报龘'.repeat(700),
    '民政府人'.repeat(3001),
  ];

  it('writes the longest piece at each position, and an escape where no piece matches', () => {
    const code = createCode();
    const encoder = new PieceEncoder(code);
    for (const text of texts) {
      const writer = new ByteWriter(16);
      encoder.encode(toUnits(`报${text}报`), 1, text.length + 1, writer);
      expect(readPieces(code, writer.finish(), text.length)).toEqual(cutIntoPieces(text));
    }
  });
});
