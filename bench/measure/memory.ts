/** Memory of this process. */
export interface Memory {
  /** Live objects and buffers, in bytes. */
  readonly heap: number;
  /** Resident memory, in bytes. */
  readonly resident: number;
}

/** Measures the memory in use after garbage collection, which needs `--expose-gc`. */
export function measureMemory(): Memory {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  collect?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

/** The peak of the resident memory since the process started, in bytes. */
export function peakResidentMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
