/** `npm start`: builds an index of the sample newspaper and answers queries. */
import { printHits } from '../../src/cli/search.ts';
import { Terminal } from '../../src/cli/terminal/terminal.ts';
import { buildPaperIndex } from './paper-index.ts';

const questions: readonly (readonly [what: string, query: string])[] = [
  ['a person', '阮阿篾'],
  ['a place whose characters are spaced and broken over two lines on its page', '油坊巷'],
  ['a slogan as a phrase', '“五送五到家”'],
  ['a topic in two words', '候鸟 越冬'],
  ['traditional characters', '遠程機器人手術'],
  ['a question', '谁修好了钟楼的老钟？'],
  ['a journalist and a word', 'author:司马鹭 荷塘'],
  ['one word without another', '幸福食堂 -周岁'],
];

const terminal = new Terminal(process.stdout, process.env);
const { stdout, env: environment } = process;
const write = (line = '') => stdout.write(`${line}\n`);
const dim = (text: string) => terminal.style('dim', text);
const bold = (text: string) => terminal.style('bold', text);
const count = (value: number) => value.toLocaleString('en');
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

// The reader may close the pipe early (`| head`).
stdout.on('error', () => process.exit(0));

const { index, pages, articles, characters, words, names, bytes, loadMs, buildMs } = await buildPaperIndex();
write();
write(`${bold('云汀日报')}  ${dim('the newspaper of an invented county, with the text as its PDF gives it')}`);
write();
write(
  `  ${bold(count(pages))} pages → ${bold(count(articles))} articles of ${count(characters)} characters → ` +
    `${bold(count(words))} words → ${bold(count(bytes))} bytes`,
);
write(dim(`  lexicon and ${count(names)} local names ${seconds(loadMs)}, pages to index ${seconds(buildMs)}`));

// The first search of a process is slow because the code is not compiled yet, so each query is asked once before it is timed.
for (const [, query] of questions) index.search(query, { limit: 1 });

for (const [what, query] of questions) {
  write();
  write(terminal.style('cyan', `── ${what} `.padEnd(72, '─')));
  const started = performance.now();
  const result = index.search(query, { limit: 2, snippet: { length: 88 } });
  const ms = performance.now() - started;
  printHits({ query, result, documentCount: index.size, ms, offset: 0 }, { stdout, environment });
}
write();
write(dim('  npm run demo shows the same in a web page; hansou --help lists the commands.'));
write();
