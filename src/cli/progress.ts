/** A line that tells how far a build is, on a terminal only: it writes itself over and is gone at the end. */
import type { Streams } from './arguments.ts';
import { toPrintable } from './terminal.ts';

const width = 24;
/** Milliseconds between two drawings. */
const often = 100;

export class Progress {
  private drawn = 0;
  private isShown = false;

  constructor(private readonly stream: Streams['stderr']) {}

  /** @param share 0 to 1 */
  show(share: number, articles: number, file: string): void {
    if (!this.stream.isTTY) return;
    const now = performance.now();
    if (this.isShown && now - this.drawn < often) return;
    this.drawn = now;
    this.isShown = true;
    const full = Math.round(Math.min(1, Math.max(0, share)) * width);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    const name = [...toPrintable(file)].slice(-30).join('');
    this.stream.write(`\r\u001b[2K${bar} ${articles.toLocaleString('en')} articles  ${name}`);
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.isShown) this.stream.write('\r\u001b[2K');
    this.isShown = false;
  }
}
