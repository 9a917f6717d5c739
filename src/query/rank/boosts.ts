/** Boosts: documents whose scores are multiplied by a number of theirs (`number({ boost: true })`). */
import type { IndexReader } from '../../index/index-reader.ts';

/** What the score of a document is multiplied by: its numbers, of which a missing one is 1. */
export type BoostOf = (document: number) => number;

/** Reads the boosts of one state of an index; false if no field boosts. */
export function readBoosts(index: IndexReader): BoostOf | false {
  const { schema } = index;
  const columns = Object.keys(schema).flatMap(name => ('boost' in schema[name] ? [index.getColumnReader(name)] : []));
  return (
    columns.length > 0 && (document => columns.reduce((boost, column) => boost * (column.getNumber(document) || 1), 1))
  );
}
