/** A stretch of documents to the files of its segments: the part of a large build that runs on any thread. */
import { writeFileSync } from 'node:fs';
import { Analyzer } from '../analysis/analyzer.ts';
import type { DocumentValues } from '../inverted/document-values.ts';
import type { Schema } from '../inverted/schema.ts';
import { SegmentBuilder } from '../inverted/segment-builder.ts';
import { TextCode } from '../inverted/text-code.ts';
import { TextForm } from '../inverted/text-form.ts';
import { Lexicon, type PackedLexicon } from '../lexicon/lexicon.ts';
import { createSegmenter } from '../segment/dictionary-segmenter.ts';
import { OffsetMap } from '../text/offset-map.ts';

/** What a thread needs to know before the first chunk. */
export interface ChunkSetup {
  readonly fields: Schema;
  readonly lexicon: PackedLexicon | undefined;
}

/** Documents in their order, checked, and the path that the names of their segments begin with. */
export interface Chunk {
  readonly documents: readonly DocumentValues[];
  readonly path: string;
  /** What texts are written in, by part: the bytes of a code, none for texts as they are; undefined where each segment learns. */
  readonly codes: readonly (Uint8Array | undefined)[];
}

/** The forms that texts are written in. @param learntUnits by part */
export function formsOf(
  codes: readonly (Uint8Array | undefined)[],
  learntUnits: readonly number[] = [],
): (TextForm | undefined)[] {
  return codes.map((code, part) => {
    if (!code) return undefined;
    return new TextForm(code.length === 0 ? undefined : new TextCode(code), learntUnits[part] ?? 0);
  });
}

/**
 * Freezes chunks. A chunk is nearly always one segment; documents with an unheard-of number of different terms make it
 * several.
 *
 * Law: the files depend on the documents alone, not on the thread or on what it did before.
 */
export class ChunkFreezer {
  /** Of the codes of the first chunk, which are those of all. */
  private forms: readonly (TextForm | undefined)[] | undefined;

  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
  ) {}

  static of({ fields, lexicon }: ChunkSetup): ChunkFreezer {
    const words = lexicon && Lexicon.unpack(lexicon);
    return new ChunkFreezer(fields, new Analyzer(words && createSegmenter({ lexicon: words })));
  }

  /** Writes the segments of a chunk. Returns their files, in order. */
  freeze({ documents, path, codes }: Chunk): string[] {
    this.forms ??= formsOf(codes);
    const { fields, analyzer, forms } = this;
    const files: string[] = [];
    let builder = new SegmentBuilder(fields, analyzer, [], forms);
    const close = () => {
      const file = `${path}-${files.length}`;
      writeFileSync(file, builder.finish());
      files.push(file);
    };
    for (const document of documents) {
      if (builder.add(document)) continue;
      close();
      builder = new SegmentBuilder(fields, analyzer, [], forms);
      builder.add(document);
    }
    close();
    return files;
  }
}

/** Documents that came from another thread: their offset maps are plain objects there. */
export function revived(documents: readonly DocumentValues[]): DocumentValues[] {
  return documents.map(({ id, values }) => ({
    id,
    values: values.map(value => {
      const map = (value as { map?: OffsetMap } | undefined)?.map;
      if (!map || typeof (value as { text?: unknown }).text !== 'string') return value;
      return { ...(value as object), map: new OffsetMap(map.textStarts, map.sourceStarts, map.textLength) };
    }),
  }));
}
