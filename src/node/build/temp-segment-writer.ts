/** Documents become segments in files, one behind the other. */
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import { SegmentBuilder } from '../../index/segment/segment-builder.ts';
import type { TextEncoding } from '../../index/store/text-encoding.ts';
import { InvertedTermsFileWriter } from './inverted-terms-file.ts';
import { openEncoding, openEncodings, type SharedEncoding } from './shared-encoding.ts';
import { TempFileWriter, writeTempFile } from './temp-folder.ts';

/** The file of the terms of a text field that belong to a segment without terms. */
export function invertedTermsPath(file: string, part: number): string {
  return `${file}-terms-${part}`;
}

/** Nearly always one segment; documents with an unheard-of number of different terms make it several. */
export class TempSegmentWriter {
  private readonly builders: SegmentBuilder[] = [];

  /** @param codes what texts are written in, by part, as far as that is known; other texts are kept until `finish` */
  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
    private readonly codes: readonly (SharedEncoding | undefined)[],
  ) {
    this.begin();
  }

  add(document: DocumentValues): void {
    if (this.builders[this.builders.length - 1].add(document)) return;
    this.begin().add(document);
  }

  /**
   * Returns the files, in order; none when there were no documents.
   * @param path what their names begin with
   * @param codes by part; then the terms go to files of their own. Undefined where a segment is all there is
   */
  finish(path: string, codes: readonly (SharedEncoding | undefined)[] | undefined): string[] {
    return this.builders
      .filter(({ documentCount }) => documentCount > 0)
      .map((builder, i) => {
        const file = `${path}-${i}`;
        const bytes = codes ? withoutTerms(builder, file, openEncodings(codes)) : builder.finish();
        return writeTempFile(file, sink => sink.write(bytes));
      });
  }

  private begin(): SegmentBuilder {
    const forms = this.codes.map(code => code && openEncoding(code));
    const builder = new SegmentBuilder(this.fields, this.analyzer, [], forms);
    this.builders.push(builder);
    return builder;
  }
}

/** The bytes of a segment whose terms go to files of their own. */
function withoutTerms(builder: SegmentBuilder, file: string, forms: readonly TextEncoding[]): Uint8Array {
  const open: TempFileWriter[] = [];
  try {
    return builder.finishWithoutTerms(part => {
      const writer = new TempFileWriter(invertedTermsPath(file, part));
      open.push(writer);
      return new InvertedTermsFileWriter(writer);
    }, forms);
  } finally {
    for (const writer of open) writer.close();
  }
}
