/** `hansou segment`: segments text into words. */
import { createSegmenter } from '../segment/dictionary-segmenter.ts';
import type { Token } from '../segment/segmenter.ts';
import { toPrintable } from '../text/printable.ts';
import { parseArguments, usageError } from './arguments.ts';
import type { Command, Streams } from './command.ts';
import { toJsonLine } from './terminal/json-line.ts';
import { Terminal } from './terminal/terminal.ts';
import { loadLexicon, parseNameLevel, readTextArgument } from './terminal/text-input.ts';

const usage = 'hansou segment [--dict names.txt]… [--find-names none|persons|all] [--tags] [--json] [text|-]';

/** The command `hansou segment`. */
export const segment: Command = {
  usage,
  help: `Segments text into words.

  text         the text; without it, or with -, standard input is read
  --dict FILE  a dictionary of names with one entry per line: word [weight] [tag], or #- word for
               one that is no name; may be repeated
  --find-names WHICH
               finds names that no dictionary has: persons, or all (places and organisations too), or none
  --tags       writes behind a name what it is: /nr a person, /ns a place, /nt an organisation;
               with --json every part of speech
  --json       prints one JSON array of { text, start, end, kind, tag? }; offsets are UTF-16 units

On a terminal, known names of people, places and organisations are shown in colour.

Example:
  hansou segment --dict names.txt '沈砚秋来到苇塘村民委员会'`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        dict: { type: 'string', multiple: true },
        'find-names': { type: 'string' },
        tags: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      usage,
    );
    if (positionals.length === 0 && isTerminal(streams.stdin)) throw usageError(usage, 'no text');
    const lexicon = await loadLexicon(values.dict ?? [], streams, parseNameLevel(values['find-names'], usage));
    const text = await readTextArgument(positionals, streams);
    const tokens = createSegmenter({ lexicon }).segment(text, { tags: true });
    if (values.json) {
      streams.stdout.write(toJsonLine(values.tags ? tokens : tokens.map(({ tag, ...token }) => token)));
      return 0;
    }
    const isName = ({ text, tag }: Token) => text.length > 1 && tag !== undefined && /^n[rstz]/.test(tag);
    streams.stdout.write(`${formatTokens(tokens, isName, streams, values.tags ?? false)}\n`);
    return 0;
  },
};

/** The words separated by blanks, with the line ends of the text. */
function formatTokens(
  tokens: readonly Token[],
  isName: (token: Token) => boolean,
  streams: Streams,
  withTags: boolean,
): string {
  const terminal = new Terminal(streams.stdout, streams.environment);
  const lines: string[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'space') {
      const word = toPrintable(token.text + (withTags && token.tag !== undefined ? `/${token.tag}` : ''));
      lines[lines.length - 1].push(terminal.usesColour && isName(token) ? terminal.style('cyan', word) : word);
    } else for (const _ of token.text.matchAll(/\r\n|\n|\r/g)) lines.push([]);
  }
  return lines.map(words => words.join(' ')).join('\n');
}

function isTerminal(stream: NodeJS.ReadableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}
