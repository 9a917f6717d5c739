/** The documents of a cluster that one search holds in memory, so that hansou's own code answers it on them. */
import { Analysis } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { Schema } from '../../index/schema.ts';
import { checkDocument, type DocumentValues, type TextValue } from '../../index/segment/document-values.ts';
import { type ClusterSource, decodeInput } from '../documents/cluster-document.ts';
import { HeldText } from './held-text.ts';

/** A document as the cluster gives it. */
export interface FoundDocument {
  readonly id: string;
  readonly source: ClusterSource;
}

/** A document with its terms. It never changes. */
export interface HeldDocument {
  readonly id: string;
  readonly order: number;
  readonly hash: string;
  /** By field, as `DocumentValues` has them. */
  readonly values: readonly unknown[];
  /** By field; undefined for those without text. */
  readonly texts: readonly (HeldText | undefined)[];
  /** UTF-16 units of its texts. */
  readonly units: number;
}

/** UTF-16 units of the documents whose terms are kept for later searches: some 15 MB. */
const keptUnits = 1 << 19;

/** Finds the terms of documents, and keeps those of the last ones: the same documents are brought for many queries. */
export class DocumentAnalyzer {
  private readonly analysis = new Analysis();
  /** By id; the last one was used last. */
  private readonly kept = new Map<string, HeldDocument>();
  private units = 0;

  constructor(
    readonly schema: Schema,
    private readonly analyzer: Analyzer,
  ) {}

  /** The terms of a document, which is what it was if order and hash are the same. @throws HansouError as `checkDocument` */
  analyze({ id, source }: FoundDocument): HeldDocument {
    const known = this.kept.get(id);
    if (known) this.forget(known);
    const isSame = known !== undefined && known.order === source.order && known.hash === source.hash;
    const document = isSame ? known : this.findTerms({ id, source });
    this.kept.set(id, document);
    this.units += document.units;
    for (const oldest of this.kept.values()) {
      if (this.units <= keptUnits) break;
      this.forget(oldest);
    }
    return document;
  }

  private forget({ id, units }: HeldDocument): void {
    this.kept.delete(id);
    this.units -= units;
  }

  private findTerms({ id, source }: FoundDocument): HeldDocument {
    const { schema, analyzer, analysis } = this;
    const { values } = withNames(checkDocument(schema, decodeInput(id, source, schema)), source, schema);
    const texts = Object.values(schema).map(({ type }, i) =>
      type === 'text' ? new HeldText(values[i] as TextValue, analyzer, analysis) : undefined,
    );
    const units = texts.reduce((sum, text) => sum + (text?.units.length ?? 0), 0);
    return { id, order: source.order, hash: source.hash, values, texts, units };
  }
}

/** The values with the names that were found in the texts when the document was written. */
function withNames({ id, values }: DocumentValues, { doc }: ClusterSource, schema: Schema): DocumentValues {
  const named = Object.entries(schema).map(([name, field], i) =>
    field.type === 'keyword' && field.namesOf !== undefined ? doc[name] : values[i],
  );
  return { id, values: named };
}

/** The documents of one search, numbered as they were found. */
export class HeldDocuments {
  readonly list: HeldDocument[] = [];
  /** By id: its number. */
  readonly numbers = new Map<string, number>();

  constructor(private readonly analyzer: DocumentAnalyzer) {}

  get schema(): Schema {
    return this.analyzer.schema;
  }

  /** Adds the documents that it does not hold yet, in the order in which they were added to the cluster. */
  addAll(documents: readonly FoundDocument[]): void {
    const added = documents.filter(({ id }) => !this.numbers.has(id));
    for (const document of added.sort((a, b) => a.source.order - b.source.order)) {
      if (this.numbers.has(document.id)) continue;
      const held = this.analyzer.analyze(document);
      this.numbers.set(document.id, this.list.length);
      this.list.push(held);
    }
  }
}
