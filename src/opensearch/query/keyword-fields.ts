/** Which searchable keyword fields have a value? Asked of the cluster, value by value. */
import type { Schema } from '../../index/schema.ts';
import { termClause } from './clauses.ts';
import type { Statistics } from './statistics.ts';

/** A map of the values of all documents, of which only `get` and `size` are used. */
export class KeywordFields extends Map<string, readonly string[]> {
  private readonly names: readonly string[];

  constructor(
    schema: Schema,
    private readonly statistics: Statistics,
  ) {
    super();
    this.names = Object.entries(schema).flatMap(([name, field]) =>
      field.type === 'keyword' && field.searchable ? [name] : [],
    );
  }

  /** 0 if no keyword field is searchable. */
  override get size(): number {
    return this.names?.length ?? 0;
  }

  /** The fields in which some document has this value, folded. @throws MissingBytes when it is not known */
  override get(value: string): readonly string[] | undefined {
    const fields = this.names.filter(name => this.statistics.count(termClause(`v.${name}.f`, value)) > 0);
    return fields.length > 0 ? fields : undefined;
  }
}
