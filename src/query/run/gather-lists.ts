/** Loads the bytes that matching and scoring a query need, all at once. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import { findSectionsField } from '../../index/sections.ts';
import type { Query } from '../language/query.ts';
import { type Filter, fieldsOfFilter } from '../match/columns/filter.ts';
import type { ScoredText } from '../match/match-query.ts';
import type { SearchedFields } from '../match/searched-fields.ts';
import type { Freshness } from '../rank/freshness.ts';
import { scoreTerms } from '../rank/score-terms.ts';
import { type Sort, sortKeys } from '../rank/sort.ts';
import type { QuerySession } from './query-session.ts';

/** The options of a query that read columns; see `SearchOptions`. */
interface ColumnOptions extends SearchedFields {
  readonly filter?: Filter | undefined;
  readonly sort?: Sort | undefined;
  readonly facets?: Readonly<Record<string, unknown>> | undefined;
  readonly distinct?: string | undefined;
  readonly freshness?: Freshness | undefined;
}

/**
 * Loads the posting lists of all terms of the query and the lengths of the fields it searches, and notes the columns that
 * it filters, sorts and boosts by, and the codes of texts and sections.
 * @throws MissingBytes after all of it, if any bytes are missing
 */
export function gatherLists(session: QuerySession, query: Query, options: ColumnOptions): void {
  const { index } = session;
  for (const [name, field] of Object.entries(index.schema))
    if (field.type === 'text') {
      const reader = index.getTextReader(name);
      reader.wantTexts();
      if (!options.fields || options.fields.includes(name)) reader.wantSizes(true);
    } else if ('boost' in field) index.getColumnReader(name).want();
  const sections = findSectionsField(index);
  if (sections) index.getColumnReader(sections.name).want();
  for (const name of columnsOf(options)) if (isColumn(index, name)) index.getColumnReader(name).want();
  const texts = collectTexts(session, query);
  for (const { fields } of texts) for (const { reader } of fields) reader.wantSizes();
  const reads = texts.flatMap(({ text, fields }) =>
    fields.flatMap(({ reader }) =>
      scoreTerms(text).map(
        ({ term }) =>
          () =>
            reader.loadPostings(term),
      ),
    ),
  );
  gatherMissing(reads.length, i => reads[i]());
}

function isColumn({ schema }: IndexReader, name: string): boolean {
  return Object.hasOwn(schema, name) && schema[name].type !== 'text';
}

/** The texts of the query that count for the score; texts of all its parts are cut before a missing one is waited for. */
function collectTexts({ matcher }: QuerySession, query: Query): readonly ScoredText[] {
  const parts = 'all' in query ? query.all : 'any' in query ? query.any : [query];
  const texts: ScoredText[] = [];
  gatherMissing(parts.length, i => texts.push(...matcher.collectScoredTexts(parts[i])));
  return texts;
}

function columnsOf({ filter, sort, facets, freshness, distinct }: ColumnOptions): string[] {
  return [
    ...(filter ? fieldsOfFilter(filter) : []),
    ...sortKeys(sort).map(({ field }) => field),
    ...Object.keys(facets ?? {}),
    ...(freshness ? [freshness.field] : []),
    ...(distinct === undefined ? [] : [distinct]),
  ];
}
