/** `npm start`: the sample newspaper becomes an index and answers questions. */
import { printHits } from '../src/cli/search.ts';
import { Terminal } from '../src/cli/terminal.ts';
import { paperIndex } from './paper-index.ts';

const questions: readonly (readonly [what: string, query: string])[] = [
  ['a person', '阮阿篾'],
  ['a place, spaced out and broken over two lines of its page', '油坊巷'],
  ['a slogan, literally', '“五送五到家”'],
  ['a topic in two words', '候鸟 越冬'],
  ['traditional characters', '遠程機器人手術'],
  ['a question', '谁修好了钟楼的老钟？'],
  ['a journalist and a word', 'author:司马鹭 荷塘'],
  ['one word without another', '幸福食堂 -周岁'],
];

const terminal = new Terminal(process.stdout, process.env);
const { stdin, stdout, stderr, env: environment } = process;
const write = (line = '') => stdout.write(`${line}\n`);
const dim = (text: string) => terminal.style('dim', text);
const bold = (text: string) => terminal.style('bold', text);
const count = (value: number) => value.toLocaleString('en');
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

// Whoever reads this may have seen enough (`| head`).
stdout.on('error', () => process.exit(0));

const { index, pages, articles, characters, words, names, bytes, loading, building } = await paperIndex();
write();
write(`${bold('云汀日报')}  ${dim('the paper of an invented county, as it comes out of its PDF')}`);
write();
write(
  `  ${bold(count(pages))} pages → ${bold(count(articles))} articles of ${count(characters)} characters → ` +
    `${bold(count(words))} words → ${bold(count(bytes))} bytes`,
);
write(dim(`  lexicon and ${count(names)} local names ${seconds(loading)}, pages to index ${seconds(building)}`));

// Once before it counts: the first search of a process waits for the compiler.
for (const [, query] of questions) index.search(query, { limit: 1 });

for (const [what, query] of questions) {
  write();
  write(terminal.style('cyan', `── ${what} `.padEnd(72, '─')));
  const started = performance.now();
  const result = index.search(query, { limit: 2, snippet: { length: 88 } });
  printHits(index, query, result, performance.now() - started, 0, { stdin, stdout, stderr, environment });
}
write();
write(dim('  npm run demo shows the same in a page; hansou --help tells what the command line can do.'));
write();
