/** What a person sees: colours where there is a terminal, one line for an error. */
import { HansouError } from '../errors.ts';
import type { Span } from '../text/span.ts';

type Style = 'bold' | 'dim' | 'mark' | 'red' | 'green' | 'yellow' | 'cyan';
const codes: Record<Style, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  mark: [33, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Writes styles, or leaves them out where nobody would see them. */
export class Terminal {
  readonly usesColour: boolean;

  /** Colour follows the terminal; NO_COLOR switches it off, FORCE_COLOR on. */
  constructor(stream: { readonly isTTY?: boolean }, environment: Readonly<Record<string, string | undefined>>) {
    this.usesColour = environment['NO_COLOR']
      ? false
      : environment['FORCE_COLOR']
        ? environment['FORCE_COLOR'] !== '0'
        : stream.isTTY === true;
  }

  style(style: Style, text: string): string {
    if (!this.usesColour || text === '') return text;
    const [on, off] = codes[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  }

  /** A snippet with its marks: in colour and bold, or in 【】 where there is none. */
  highlight(snippet: { readonly text: string; readonly highlights: readonly Span[] }): string {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of snippet.highlights) {
      const mark = toPrintable(snippet.text.slice(start, end));
      parts.push(
        toPrintable(snippet.text.slice(at, start)),
        this.usesColour ? this.style('bold', this.style('mark', mark)) : `【${mark}】`,
      );
      at = end;
    }
    parts.push(toPrintable(snippet.text.slice(at)));
    return parts.join('');
  }
}

/** Text without control characters, so that no document can steer the terminal that shows it. */
export function toPrintable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

/** An error in one line. */
export function formatError(error: unknown): string {
  if (error instanceof HansouError) return `hansou: ${toPrintable(error.message)} [${error.code}]`;
  return `hansou: ${toPrintable(error instanceof Error ? error.message : String(error))}`;
}
