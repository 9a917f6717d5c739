/** A keyword, date, number or stored field of the documents that are held. */
import type { ColumnReader } from '../../index/index-reader.ts';
import type { Field } from '../../index/schema.ts';
import { parseDay } from '../../query/language/range-bounds.ts';

/** The values of a field, as `DocumentValues` has them. */
export class HeldColumn implements ColumnReader {
  private ordinals: ReadonlyMap<string, number> | undefined;

  /** @param held by document */
  constructor(
    private readonly type: Field['type'],
    private readonly held: readonly unknown[],
  ) {}

  want(): void {}

  getNumber(document: number): number {
    const value = this.held[document];
    if (value === undefined) return Number.NaN;
    if (this.type === 'date') return parseDay(value as string, 'first');
    return this.type === 'number' ? (value as number) : Number.NaN;
  }

  getKeywordOrdinals(document: number): readonly number[] {
    const ordinals = this.findOrdinals();
    return this.keywordsOf(document).map(keyword => ordinals.get(keyword)!);
  }

  get values(): readonly string[] {
    return [...this.findOrdinals().keys()];
  }

  getValue(document: number): unknown {
    const value = this.held[document];
    // The caller's own.
    if (this.type === 'stored' && value !== undefined) return JSON.parse(value as string);
    return Array.isArray(value) ? value.slice() : value;
  }

  private keywordsOf(document: number): readonly string[] {
    const value = this.held[document] as string | readonly string[] | undefined;
    if (this.type !== 'keyword' || value === undefined) return [];
    return typeof value === 'string' ? [value] : value;
  }

  private findOrdinals(): ReadonlyMap<string, number> {
    if (this.ordinals) return this.ordinals;
    const sorted = [...new Set(this.held.flatMap((_, document) => this.keywordsOf(document)))].sort();
    return (this.ordinals = new Map(sorted.map((value, ordinal) => [value, ordinal])));
  }
}
