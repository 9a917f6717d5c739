/** Inverts documents in memory and writes them to temporary segment files. */
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import { SegmentBuilder } from '../../index/segment/segment-builder.ts';
import type { TextEncoding } from '../../index/store/encoding/text-encoding.ts';
import { InvertedTermsFileWriter } from './inverted-terms-file.ts';
import { openEncoding, type SharedEncoding } from './shared-encoding.ts';
import { TempFileWriter, writeTempFile } from './temp-folder.ts';

/** The file with the terms of a text field, for a segment that was written without terms. */
export function invertedTermsPath(segmentPath: string, fieldOrdinal: number): string {
  return `${segmentPath}-terms-${fieldOrdinal}`;
}

/** Writes documents to one temporary segment, or to several if a segment cannot take so many different terms. */
export class TempSegmentWriter {
  private readonly builders: SegmentBuilder[] = [];

  /** @param encoding of the documents, if it is known; without it they stay unencoded until `finish` */
  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
    private readonly encoding: SharedEncoding | undefined,
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
   * @param hasSeparateTerms whether terms are written to files of their own
   * @param encoding as in `WriteSegmentsTask`
   */
  finish(pathPrefix: string, hasSeparateTerms: boolean, encoding: SharedEncoding | undefined): string[] {
    return this.builders
      .filter(({ documentCount }) => documentCount > 0)
      .map((builder, i) => {
        const path = `${pathPrefix}-${i}`;
        const bytes = hasSeparateTerms ? finishWithoutTerms(builder, path, openEncoding(encoding)) : builder.finish();
        return writeTempFile(path, sink => sink.write(bytes));
      });
  }

  private beginSegment(): SegmentBuilder {
    const encoding = this.encoding && openEncoding(this.encoding);
    const builder = new SegmentBuilder(this.fields, this.analyzer, { encoding });
    this.builders.push(builder);
    return builder;
  }
}

/** The bytes of a segment without terms; these are written to a file for each text field. */
function finishWithoutTerms(builder: SegmentBuilder, path: string, encoding: TextEncoding): Uint8Array {
  const termFiles: TempFileWriter[] = [];
  try {
    return builder.finishWithoutTerms(fieldOrdinal => {
      const file = new TempFileWriter(invertedTermsPath(path, fieldOrdinal));
      termFiles.push(file);
      return new InvertedTermsFileWriter(file);
    }, encoding);
  } finally {
    for (const file of termFiles) file.close();
  }
}
