/** Shows the progress of a build as a single line that overwrites itself, on a terminal only. */

import { toPrintable } from '../../text/printable.ts';
import type { Streams } from '../command.ts';
import { counted } from './counted.ts';

/** Width of the bar in columns. */
const barColumns = 24;
/** Minimum time in ms between two updates. */
const updateIntervalMs = 100;

/** The progress line. */
export class Progress {
  private updatedAt = 0;
  private isShown = false;

  constructor(private readonly stream: Streams['stderr']) {}

  /**
   * Updates the line if it is time.
   * @param share done so far, 0 to 1
   * @param label the file being read, or what else is going on
   */
  show(share: number, documents: number, label: string): void {
    if (!this.stream.isTTY) return;
    const now = performance.now();
    if (this.isShown && now - this.updatedAt < updateIntervalMs) return;
    this.updatedAt = now;
    this.isShown = true;
    const full = Math.round(Math.min(1, Math.max(0, share)) * barColumns);
    const bar = '█'.repeat(full) + '░'.repeat(barColumns - full);
    const shortLabel = [...toPrintable(label)].slice(-30).join('');
    this.stream.write(`\r\u001b[2K${bar} ${counted(documents, 'document')}  ${shortLabel}`);
  }

  /** Removes the line, so that something else can be written. */
  clear(): void {
    if (this.isShown) this.stream.write('\r\u001b[2K');
    this.isShown = false;
  }
}
