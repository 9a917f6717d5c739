import { HansouError } from '../errors.ts';
import { openFile } from '../node/open-file.ts';
import { openIndex, type SearchIndex } from '../search-index.ts';
import type { Hit } from '../search-result.ts';
import { type Command, parseArguments, parseCount, type Streams, usageError } from './arguments.ts';
import { Terminal, toPrintable } from './terminal.ts';

const usage = 'hansou search <index|url> <query> [--limit 10] [--offset 0] [--json]';

export const search: Command = {
  usage,
  help: `Answers a query: ranked articles with the place where it stands.

  <index>      a file that hansou build made, or an http(s) address of one
  <query>      words: 监利 疫情            quoted, literally: "五天一检" “五天一检” 「五天一检」
               without: -视频             one or the other: 监利 | 荆州
               in a field: title:韩旭     dates: date:2022-09..2022-10     beginnings: 监利*
  --limit N    at most N articles (10)
  --offset N   leaves out the first N (0)
  --json       one SearchResult on standard output`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      { limit: { type: 'string' }, offset: { type: 'string' }, json: { type: 'boolean' } },
      usage,
    );
    if (positionals.length < 2) throw usageError(usage, positionals.length ? 'no query' : 'no index');
    const limit = parseCount('limit', values.limit, 10, usage);
    const offset = parseCount('offset', values.offset, 0, usage);
    const query = positionals.slice(1).join(' ');
    const index = await openIndexAt(positionals[0]);
    index.verify('checksums');
    const started = performance.now();
    const result = index.search(query, { limit, offset });
    const ms = performance.now() - started;
    for (const { message, span } of result.warnings ?? [])
      streams.stderr.write(`hansou: warning: ${message}: ${toPrintable(query.slice(span.start, span.end))}\n`);
    if (values.json) streams.stdout.write(`${JSON.stringify(result)}\n`);
    else printHits(index, query, result, ms, offset, streams);
    return 0;
  },
};

/** An index to ask: of a file only what is needed is read, however large it is. @throws HansouError IO, BAD_INDEX */
export async function openIndexAt(place: string): Promise<SearchIndex> {
  if (!/^https?:\/\//.test(place)) return openFile(place);
  try {
    const response = await fetch(place);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return openIndex(await response.arrayBuffer());
  } catch (cause) {
    if (cause instanceof HansouError) throw cause;
    throw new HansouError('IO', `${place} cannot be read`, {
      expected: 'an index file',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Check the address, or make an index with hansou build.',
      cause,
    });
  }
}

/** Hits for a person: headline, when and by whom, score, and the place in the article. */
export function printHits(
  index: SearchIndex,
  query: string,
  result: { readonly total: number; readonly totalIsExact: boolean; readonly hits: readonly Hit[] },
  ms: number,
  offset: number,
  streams: Streams,
): void {
  const terminal = new Terminal(streams.stdout, streams.environment);
  const { style } = { style: terminal.style.bind(terminal) };
  const count = `${result.totalIsExact ? '' : 'about '}${result.total}`;
  streams.stdout.write(
    `${style('bold', toPrintable(query))}  ${style('dim', `${count} of ${index.size} articles, ${ms.toFixed(1)} ms`)}\n`,
  );
  result.hits.forEach((hit, i) => {
    const document = hit.document as Record<string, unknown>;
    const title = hit.snippets['title']?.[0];
    const headline = title ? terminal.highlight(title) : style('dim', '(no headline)');
    const about = [document['date'], authors(document['author'])]
      .filter(each => typeof each === 'string' && each !== '')
      .map(each => toPrintable(String(each)));
    const score = `${hit.score.toFixed(2)}${hit.tier === 'all' ? '' : ` ${hit.tier}`}`;
    streams.stdout.write(`\n${String(offset + i + 1).padStart(3)}  ${style('bold', headline)}\n`);
    streams.stdout.write(`     ${style('dim', [...about, toPrintable(hit.id), score].join(' · '))}\n`);
    for (const [field, snippets] of Object.entries(hit.snippets))
      if (field !== 'title')
        for (const snippet of snippets ?? [])
          if (field === 'body' || snippet.highlights.length)
            streams.stdout.write(`     ${terminal.highlight(snippet)}\n`);
  });
}

function authors(value: unknown): string {
  return Array.isArray(value) ? value.join('、') : typeof value === 'string' ? value : '';
}
