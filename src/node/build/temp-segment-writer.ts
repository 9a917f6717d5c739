/** Inverts documents in memory and writes them to temporary segment files. */
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import { SegmentBuilder } from '../../index/segment/segment-builder.ts';
import type { TextEncoding } from '../../index/store/text-encoding.ts';
import { InvertedTermsFileWriter } from './inverted-terms-file.ts';
import { openEncoding, openEncodings, type SharedEncoding } from './shared-encoding.ts';
import { TempFileWriter, writeTempFile } from './temp-folder.ts';

/** The file with the terms of a text field, for a segment that was written without terms. */
export function invertedTermsPath(segmentPath: string, fieldOrdinal: number): string {
  return `${segmentPath}-terms-${fieldOrdinal}`;
}

/** Writes documents to one temporary segment, or to several if a segment cannot take so many different terms. */
export class TempSegmentWriter {
  private readonly builders: SegmentBuilder[] = [];

  /** @param encodings text encodings by field, as far as they are known; other texts stay unencoded until `finish` */
  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
    private readonly encodings: readonly (SharedEncoding | undefined)[],
  ) {
    this.beginSegment();
  }

  add(document: DocumentValues): void {
    if (this.builders[this.builders.length - 1].add(document)) return;
    this.beginSegment().add(document);
  }

  /**
   * Writes the segments and returns their paths in order; none if there are no documents.
   * @param pathPrefix beginning of the paths
   * @param encodings as in `WriteSegmentsTask`
   */
  finish(pathPrefix: string, encodings: readonly (SharedEncoding | undefined)[] | undefined): string[] {
    return this.builders
      .filter(({ documentCount }) => documentCount > 0)
      .map((builder, i) => {
        const path = `${pathPrefix}-${i}`;
        const bytes = encodings ? finishWithoutTerms(builder, path, openEncodings(encodings)) : builder.finish();
        return writeTempFile(path, sink => sink.write(bytes));
      });
  }

  private beginSegment(): SegmentBuilder {
    const encodings = this.encodings.map(encoding => encoding && openEncoding(encoding));
    const builder = new SegmentBuilder(this.fields, this.analyzer, { encodings });
    this.builders.push(builder);
    return builder;
  }
}

/** The bytes of a segment without terms; these are written to a file for each text field. */
function finishWithoutTerms(builder: SegmentBuilder, path: string, encodings: readonly TextEncoding[]): Uint8Array {
  const termFiles: TempFileWriter[] = [];
  try {
    return builder.finishWithoutTerms(fieldOrdinal => {
      const file = new TempFileWriter(invertedTermsPath(path, fieldOrdinal));
      termFiles.push(file);
      return new InvertedTermsFileWriter(file);
    }, encodings);
  } finally {
    for (const file of termFiles) file.close();
  }
}
