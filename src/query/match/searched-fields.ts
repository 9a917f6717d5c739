/**
 * Which text fields does a query search, and how much does each count? Entry point: `SearchedTexts`, created by
 * `QueryMatcher` (match-query.ts).
 */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { ScoredField } from '../cut/score-term.ts';
import { RequiredTerms } from './required-terms.ts';

/** Which text fields the parts of a query without a field of their own search, and how much each counts. */
export interface SearchedFields {
  /** Their names; default all text fields. */
  readonly fields?: readonly string[] | undefined;
  /** By name: the weight in place of that of the field. */
  readonly weights?: Readonly<Record<string, number | undefined>> | undefined;
}

/** The text fields of one state of an index, of which each query searches all or some. */
export class SearchedTexts {
  /** Readers of all text fields. */
  readonly readers: readonly TextReader[];
  private readonly textFields: readonly ScoredField[];
  private readonly allTerms: RequiredTerms;
  /** The text fields that parts of the query without a field of their own search, and their required terms. */
  private searchedFields: readonly ScoredField[];
  private searchedTerms: RequiredTerms;

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {
    this.textFields = Object.entries(index.schema).flatMap(([name, field]) =>
      field.type === 'text' ? [{ name, reader: index.getTextReader(name), weight: field.weight }] : [],
    );
    this.readers = this.textFields.map(({ reader }) => reader);
    this.allTerms = new RequiredTerms(context, this.readers);
    this.searchedFields = this.textFields;
    this.searchedTerms = this.allTerms;
  }

  /** Begins a query. */
  beginQuery({ fields, weights }: SearchedFields): void {
    this.searchedFields = this.textFields;
    this.searchedTerms = this.allTerms;
    if (weights) this.searchedFields = this.textFields.map(field => reweight(field, weights));
    if (fields) this.restrictTo(fields);
  }

  /**
   * Restricts parts without a field of their own to some text fields. Texts are still cut by the words of all fields.
   *
   * Law: restricted to one field, a query matches and scores as if each of its parts named this field.
   */
  private restrictTo(names: readonly string[]): void {
    const fields = this.searchedFields.filter(({ name }) => names.includes(name));
    if (fields.length === this.textFields.length) return;
    // A weight compares a field with others: one field alone has none to be compared with.
    this.searchedFields = fields.length === 1 ? [{ ...fields[0], weight: 1 }] : fields;
    this.searchedTerms = new RequiredTerms(
      this.context,
      fields.map(({ reader }) => reader),
    );
  }

  /** Whether parts without a field of their own search all text fields, and so the values of searchable keyword fields. */
  get areAll(): boolean {
    return this.searchedFields.length === this.textFields.length;
  }

  /** Matches required terms in the fields that a part of the query searches. */
  termsIn(field: string | undefined): RequiredTerms {
    if (field === undefined) return this.searchedTerms;
    return new RequiredTerms(
      this.context,
      this.fieldsOf(field).map(({ reader }) => reader),
    );
  }

  /** The text fields that a part of the query searches; none when its field is of another kind. */
  fieldsOf(name: string | undefined): readonly ScoredField[] {
    if (name === undefined) return this.searchedFields;
    return this.index.schema[name].type === 'text' ? [{ name, reader: this.index.getTextReader(name), weight: 1 }] : [];
  }
}

function reweight(field: ScoredField, weights: NonNullable<SearchedFields['weights']>): ScoredField {
  const weight = Object.hasOwn(weights, field.name) ? weights[field.name] : undefined;
  return weight === undefined ? field : { ...field, weight };
}
