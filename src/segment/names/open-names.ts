/** Opens what a lexicon needs to find names that no list holds. Read `persons/person-edges.ts` next. */
import { checksum } from '../../bytes/checksum.ts';
import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
import type { NameEdges, NameSource, TaggedWords } from '../../lexicon/name-source.ts';
import { LabelWeights } from './label-weights.ts';
import { TokenNameJoiner } from './name-joiner.ts';
import { openNameModel } from './name-model.ts';
import { openNameTables } from './name-tables.ts';
import { PersonEdges, PersonTables } from './persons/person-edges.ts';

/** The version of the rules of names, part of the fingerprint: raise it when the same tables find other names. */
const namesVersion = 'names7';

/**
 * Opens the files of names: the tables of `npm run names` and, to find places and organisations too, the model of `npm run names:train`.
 * @throws HansouError BAD_LEXICON, FORMAT_VERSION
 */
export function openNames(files: readonly Uint8Array[]): NameSource {
  const tables = openNameTables(files[0]);
  const weights = files.length > 1 ? new LabelWeights(openNameModel(files[1])) : undefined;
  const shared = new WeakMap<LexiconTable, PersonTables>();
  return {
    fingerprint: `${namesVersion} ${files.map(file => checksum(file).toString(16).padStart(8, '0')).join(' ')}`,
    files,
    createEdges: (base: LexiconTable): NameEdges => {
      let persons = shared.get(base);
      if (persons === undefined) shared.set(base, (persons = new PersonTables(tables, base)));
      return new PersonEdges(persons);
    },
    createJoiner: (lexicon: TaggedWords) => new TokenNameJoiner(lexicon, tables, weights),
  };
}
