/** What a process takes. Needs `--expose-gc`. */
export interface Memory {
  /** Bytes of live objects and of buffers outside the heap. */
  readonly heap: number;
  readonly resident: number;
}

export function memoryNow(): Memory {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  collect?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

/** The most resident memory that this process ever took, in bytes. */
export function peakResident(): number {
  return process.resourceUsage().maxRSS * 1024;
}
