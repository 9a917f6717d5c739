/** The tools that a language model gets: their descriptions, and what they answer. They know nothing of the protocol. */
import { describeValue, HansouError } from '../../errors.ts';
import type { SearchIndex } from '../../search-index.ts';

/** An index and the name by which tools call it. */
export interface NamedIndex {
  readonly name: string;
  readonly index: SearchIndex;
}

/** A tool as the protocol describes it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object'; readonly [key: string]: unknown };
}

/** Most hits or passages of one call: a model reads all of them. */
const maxResults = 50;
/** Most UTF-16 units of a text that `fetch` returns at once. */
const maxFetchedUnits = 20_000;

const query = {
  type: 'string',
  description: 'Words, a question, or a query: "literal text", -excluded, title:word, date:2022-09..2022-10, a OR b.',
};
const limit = { type: 'integer', minimum: 1, maximum: maxResults };
const filter = {
  type: 'object',
  description: 'Conditions on keyword, date and number fields: { "author": "刘帆", "date": { "from": "2022-09" } }.',
};

const minRelevance = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  description:
    'The least share of the words of the query, by weight, that a document holds; below .3 it hardly answers.',
};

/** Searches indexes for a language model. */
export class SearchTools {
  constructor(private readonly indexes: readonly NamedIndex[]) {}

  /** The tools, with the names and fields of the indexes. */
  list(): Tool[] {
    const described = this.indexes.map(({ name, index }) => {
      const fields = Object.entries(index.fields).map(([field, { type }]) => `${field} (${type})`);
      return `${name}: ${index.size} documents with ${fields.join(', ')}`;
    });
    const about = `Indexes: ${described.join('; ')}.`;
    const index = {
      type: 'string',
      enum: this.indexes.map(({ name }) => name),
      description: 'The index; default the first one.',
    };
    return [
      {
        name: 'search',
        description: `Finds the best documents for a query in Chinese, with snippets. ${about}`,
        inputSchema: { type: 'object', properties: { query, limit, filter, minRelevance, index }, required: ['query'] },
      },
      {
        name: 'passages',
        description: `Finds the best passages for a question, with id, place, section and URL for citing. ${about}`,
        inputSchema: {
          type: 'object',
          properties: {
            query,
            limit,
            filter,
            minRelevance,
            index,
            length: { type: 'integer', minimum: 50, maximum: 4000 },
          },
          required: ['query'],
        },
      },
      {
        name: 'fetch',
        description: `Returns a document by its id; of long texts ${maxFetchedUnits} characters from "offset" on.`,
        inputSchema: {
          type: 'object',
          properties: { id: { type: 'string' }, offset: { type: 'integer', minimum: 0 }, index },
          required: ['id'],
        },
      },
    ];
  }

  /**
   * Calls a tool.
   * @returns plain data
   * @throws HansouError for wrong arguments, which the model can correct
   */
  call(name: string, input: Readonly<Record<string, unknown>>): unknown {
    if (name === 'search') return this.search(input);
    if (name === 'passages') return this.findPassages(input);
    if (name === 'fetch') return this.fetch(input);
    throw wrongInput('tool', 'search, passages or fetch', name);
  }

  private search(input: Readonly<Record<string, unknown>>): unknown {
    const { index, name } = this.find(input);
    const options = { limit: readCount(input, 'limit', 10, maxResults), returnFields: shortFields(index) };
    const { total, totalIsExact, hits, didYouMean } = index.search(readString(input, 'query'), {
      ...options,
      ...readConditions(input),
    });
    return {
      index: name,
      total,
      totalIsExact,
      ...(didYouMean && { didYouMean }),
      results: hits.map(({ id, document, relevance, tier, snippets }) => ({
        ...document,
        id,
        relevance,
        tier,
        snippets: Object.fromEntries(
          Object.entries(snippets).map(([field, made]) => [field, made?.map(({ text }) => text)]),
        ),
      })),
    };
  }

  private findPassages(input: Readonly<Record<string, unknown>>): unknown {
    const { index, name } = this.find(input);
    return {
      index: name,
      passages: index.passages(readString(input, 'query'), {
        limit: readCount(input, 'limit', 5, maxResults),
        length: readCount(input, 'length', 400, 4000),
        ...readConditions(input),
      }),
    };
  }

  private fetch(input: Readonly<Record<string, unknown>>): unknown {
    const { index, name } = this.find(input);
    const id = readString(input, 'id');
    const offset = input['offset'] === undefined ? 0 : readCount(input, 'offset', 0, Number.MAX_SAFE_INTEGER);
    const document = index.get(id);
    if (!document) throw wrongInput('id', 'the id of a document, as search and passages return it', id);
    const cut = Object.entries(document).map(([field, value]) => {
      if (typeof value !== 'string' || index.fields[field]?.type !== 'text') return [field, value];
      return [field, value.slice(offset, offset + maxFetchedUnits)];
    });
    const lengths = Object.entries(document).flatMap(([field, value]) =>
      typeof value === 'string' && index.fields[field]?.type === 'text' ? [value.length] : [],
    );
    const end = offset + maxFetchedUnits;
    return {
      index: name,
      document: Object.fromEntries(cut),
      ...(Math.max(0, ...lengths) > end && { nextOffset: end }),
    };
  }

  private find(input: Readonly<Record<string, unknown>>): NamedIndex {
    const name = input['index'];
    const found = name === undefined ? this.indexes[0] : this.indexes.find(each => each.name === name);
    if (found) return found;
    throw wrongInput('index', this.indexes.map(each => each.name).join(', '), name);
  }
}

/** The fields that come with a result: not the long texts, which `fetch` returns. */
function shortFields({ fields }: SearchIndex): string[] {
  return Object.entries(fields).flatMap(([name, field]) => (field.type !== 'text' || field.weight > 1 ? [name] : []));
}

function readString(input: Readonly<Record<string, unknown>>, name: string): string {
  const value = input[name];
  if (typeof value === 'string') return value;
  throw wrongInput(name, 'a string', value);
}

function readCount(input: Readonly<Record<string, unknown>>, name: string, otherwise: number, max: number): number {
  const value = input[name];
  if (value === undefined) return otherwise;
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max) return value as number;
  throw wrongInput(name, `an integer from 0 to ${max}`, value);
}

/** What a result must meet; it is checked when it is applied. */
function readConditions({ filter, minRelevance }: Readonly<Record<string, unknown>>): {
  filter?: never;
  minRelevance?: never;
} {
  return {
    ...(filter !== undefined && { filter: filter as never }),
    ...(minRelevance !== undefined && { minRelevance: minRelevance as never }),
  };
}

function wrongInput(name: string, expected: string, got: unknown): HansouError {
  return new HansouError('BAD_ARGUMENT', `${name} is invalid`, {
    expected,
    got: describeValue(got),
    hint: 'Call the tool again with a value that fits its description.',
  });
}
