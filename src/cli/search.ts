/** `hansou search`: searches an index and prints the hits. */

import type { SearchResult } from '../search-result.ts';
import { toPrintable } from '../text/printable.ts';
import { parseArguments, parseCount, parseShare, usageError } from './arguments.ts';
import type { Command, Streams } from './command.ts';
import { openIndexAt } from './open-index.ts';
import { counted } from './terminal/counted.ts';
import { toJsonLine } from './terminal/json-line.ts';
import { Terminal } from './terminal/terminal.ts';

const usage =
  'hansou search <index|url> <query> [--limit 10] [--offset 0] [--min-relevance 0] [--time-limit MS] [--json]';

/** The command `hansou search`. */
export const search: Command = {
  usage,
  help: `Searches an index and prints the best documents with snippets.

  <index>      an index file made by hansou build, or its http(s) address; several are joined by commas:
               site.hansou,site.2.hansou; a file is read only as far as needed
  <query>      words: 监利 疫情            phrase: "五天一检" “五天一检” 「五天一检」
               excluded: -视频            alternatives: 监利 | 荆州
               in a field: title:韩旭     dates: date:2022-09..2022-10     prefix: 监利*
  --limit N    maximum number of documents (default 10)
  --offset N   number of documents to skip (default 0)
  --min-relevance R  only documents that hold this share of the query's words by weight, from 0 to 1 (default 0)
  --time-limit MS  milliseconds after which the search ends with what it has found
  --json       prints one SearchResult

Example:
  hansou search site.hansou '候鸟 越冬' --limit 20`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        limit: { type: 'string' },
        offset: { type: 'string' },
        'min-relevance': { type: 'string' },
        'time-limit': { type: 'string' },
        json: { type: 'boolean' },
      },
      usage,
    );
    if (positionals.length < 2) throw usageError(usage, positionals.length ? 'no query' : 'no index');
    const limit = parseCount({ name: 'limit', value: values.limit, defaultValue: 10 }, usage);
    const offset = parseCount({ name: 'offset', value: values.offset, defaultValue: 0 }, usage);
    const timeLimit = values['time-limit'];
    const limits = timeLimit !== undefined && {
      timeLimit: parseCount({ name: 'time-limit', value: timeLimit, defaultValue: 0 }, usage),
    };
    const minRelevance = parseShare({ name: 'min-relevance', value: values['min-relevance'] }, usage);
    const query = positionals.slice(1).join(' ');
    const index = await openIndexAt(positionals[0]);
    const started = performance.now();
    const result = index.search(query, {
      limit,
      offset,
      ...(minRelevance !== undefined && { minRelevance }),
      ...limits,
    });
    const ms = performance.now() - started;
    for (const { message, span } of result.warnings ?? [])
      streams.stderr.write(`hansou: warning: ${message}: ${toPrintable(query.slice(span.start, span.end))}\n`);
    if (result.partial)
      streams.stderr.write(
        'hansou: warning: the time was over before all of the index was searched; hits may be missing\n',
      );
    if (!values.json && result.didYouMean)
      streams.stderr.write(`Did you mean: ${result.didYouMean.map(({ text }) => toPrintable(text)).join(', ')}\n`);
    if (values.json) streams.stdout.write(toJsonLine(result));
    else printHits({ query, result, documentCount: index.size, ms, offset }, streams);
    return 0;
  },
};

/** A search that was made, to be printed. */
export interface FinishedSearch {
  readonly query: string;
  readonly result: Pick<SearchResult, 'total' | 'totalIsExact' | 'tiers' | 'hits'>;
  /** Number of documents in the index. */
  readonly documentCount: number;
  /** Duration of the search. */
  readonly ms: number;
  /** Number of documents before the first hit. */
  readonly offset: number;
}

/** Where hits are printed. */
type Output = Pick<Streams, 'stdout' | 'environment'>;

/** Prints hits for people: headline, date and authors, score, snippets. */
export function printHits({ query, result, documentCount, ms, offset }: FinishedSearch, streams: Output): void {
  const terminal = new Terminal(streams.stdout, streams.environment);
  const write = (line: string) => streams.stdout.write(`${line}\n`);
  const bold = (text: string) => terminal.style('bold', text);
  const dim = (text: string) => terminal.style('dim', text);
  const total = `${result.totalIsExact ? '' : 'about '}${result.total}`;
  const tiers =
    result.tiers.length > 1 ? ` (${result.tiers.map(each => `${each.total} ${each.tier}`).join(', ')})` : '';
  write(
    `${bold(toPrintable(query))}  ${dim(`${total}${tiers} of ${counted(documentCount, 'document')}, ${ms.toFixed(1)} ms`)}`,
  );
  result.hits.forEach((hit, i) => {
    const document = hit.document as Record<string, unknown>;
    const title = hit.snippets['title']?.[0];
    const headline = title ? terminal.highlight(title) : dim('(no headline)');
    const dateAndAuthors = [document['date'], formatAuthors(document['author'])]
      .filter(each => typeof each === 'string' && each !== '')
      .map(each => toPrintable(String(each)));
    const score = `${hit.score.toFixed(2)}${hit.tier === 'all' ? '' : ` ${hit.tier}`}`;
    write(`\n${String(offset + i + 1).padStart(3)}  ${bold(headline)}`);
    write(`     ${dim([...dateAndAuthors, toPrintable(hit.id), score].join(' · '))}`);
    for (const [field, snippets] of Object.entries(hit.snippets))
      if (field !== 'title')
        for (const snippet of snippets ?? [])
          if (field === 'body' || snippet.highlights.length) write(`     ${terminal.highlight(snippet)}`);
  });
}

function formatAuthors(value: unknown): string {
  return Array.isArray(value) ? value.join('、') : typeof value === 'string' ? value : '';
}
