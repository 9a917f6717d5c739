/** Documents become segments in files, one behind the other. */
import type { Analyzer } from '../analysis/analyzer.ts';
import type { DocumentValues } from '../inverted/document-values.ts';
import type { Schema } from '../inverted/schema.ts';
import { SegmentBuilder } from '../inverted/segment-builder.ts';
import { CollectedFileWriter } from './collected-file.ts';
import { formsOf, type LearntCode } from './learnt-code.ts';
import { PartWriter, writePart } from './parts-folder.ts';

/** The file of the terms of a text field that belong to a segment without terms. */
export function termsPath(file: string, part: number): string {
  return `${file}-terms-${part}`;
}

/** Nearly always one segment; documents with an unheard-of number of different terms make it several. */
export class Freezing {
  private readonly files: string[] = [];
  private builder: SegmentBuilder;

  /**
   * @param path what the names of the files begin with
   * @param codes what texts are written in, by part; then the terms go to files of their own. Undefined where a segment
   *   is all there is
   */
  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
    private readonly path: string,
    private readonly codes: readonly (LearntCode | undefined)[] | undefined,
  ) {
    this.builder = this.begin();
  }

  add(document: DocumentValues): void {
    if (this.builder.add(document)) return;
    this.close();
    this.builder = this.begin();
    this.builder.add(document);
  }

  /** Returns the files, in order; none when there were no documents. */
  finish(): string[] {
    if (this.builder.documentCount > 0) this.close();
    return this.files;
  }

  private begin(): SegmentBuilder {
    const { fields, analyzer, codes } = this;
    return new SegmentBuilder(fields, analyzer, [], codes && formsOf(codes));
  }

  private close(): void {
    const { builder, codes, files } = this;
    const file = `${this.path}-${files.length}`;
    const bytes = codes ? withoutTerms(builder, file) : builder.finish();
    files.push(writePart(file, sink => sink.write(bytes)));
  }
}

/** The bytes of a segment whose terms go to files of their own. */
function withoutTerms(builder: SegmentBuilder, file: string): Uint8Array {
  const open: PartWriter[] = [];
  try {
    return builder.finishWithoutTerms(part => {
      const writer = new PartWriter(termsPath(file, part));
      open.push(writer);
      return new CollectedFileWriter(writer);
    });
  } finally {
    for (const writer of open) writer.close();
  }
}
