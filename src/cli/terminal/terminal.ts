/** Formats output for people: colours on a terminal, printable text, errors in one line. */
import { HansouError } from '../../errors.ts';
import { toPrintable } from '../../text/printable.ts';
import type { Span } from '../../text/span.ts';

type Style = 'bold' | 'dim' | 'mark' | 'red' | 'green' | 'yellow' | 'cyan';
/** The ANSI codes that begin and end each style. */
const ansiCodes: Record<Style, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  mark: [33, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Applies styles for a stream, or leaves them out if it is not a terminal. */
export class Terminal {
  readonly usesColour: boolean;

  /** Colours are used if the stream is a terminal; NO_COLOR switches them off, FORCE_COLOR on. */
  constructor(stream: { readonly isTTY?: boolean }, environment: Readonly<Record<string, string | undefined>>) {
    this.usesColour = environment['NO_COLOR']
      ? false
      : environment['FORCE_COLOR']
        ? environment['FORCE_COLOR'] !== '0'
        : stream.isTTY === true;
  }

  style(style: Style, text: string): string {
    if (!this.usesColour || text === '') return text;
    const [on, off] = ansiCodes[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  }

  /** A snippet with its highlights in bold and colour, or in 【】 without colours. */
  highlight(snippet: { readonly text: string; readonly highlights: readonly Span[] }): string {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of snippet.highlights) {
      const highlighted = toPrintable(snippet.text.slice(start, end));
      parts.push(
        toPrintable(snippet.text.slice(at, start)),
        this.usesColour ? this.style('bold', this.style('mark', highlighted)) : `【${highlighted}】`,
      );
      at = end;
    }
    parts.push(toPrintable(snippet.text.slice(at)));
    return parts.join('');
  }
}

/** An error as one line. */
export function formatError(error: unknown): string {
  if (error instanceof HansouError) return `hansou: ${toPrintable(error.message)} [${error.code}]`;
  return `hansou: ${toPrintable(error instanceof Error ? error.message : String(error))}`;
}
