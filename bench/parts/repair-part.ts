import type { Bench } from '../bench.ts';
import type { PartReport } from '../report/report.ts';

/** `repair`: measured by bench/repair, told here. */
export async function repairPart(bench: Bench): Promise<PartReport> {
  const { run } = await import('../repair/main.ts');
  return run({ smoke: bench.context.options.isSmoke });
}
