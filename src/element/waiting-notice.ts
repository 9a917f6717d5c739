import type { Progress } from './async-index.ts';

/** Milliseconds until it is shown that an answer takes time. */
const delayMs = 80;

/** Says that an answer takes time, and how much has arrived. Law: once it was ended, it says nothing more. */
export class WaitingNotice {
  private progress: Progress | undefined;
  private isShown = false;
  private hasEnded = false;
  private readonly timer: ReturnType<typeof setTimeout>;

  /** @param signal ends it, too */
  constructor(
    private readonly show: (progress: Progress | undefined) => void,
    signal: AbortSignal,
  ) {
    this.timer = setTimeout(() => {
      this.isShown = true;
      show(this.progress);
    }, delayMs);
    signal.addEventListener('abort', () => this.end());
  }

  /** Says how much has arrived by now, at once if it is shown. */
  readonly update = (progress: Progress): void => {
    this.progress = progress;
    if (this.isShown && !this.hasEnded) this.show(progress);
  };

  /** The answer is there, or nobody waits for it. */
  end(): void {
    this.hasEnded = true;
    clearTimeout(this.timer);
  }
}
