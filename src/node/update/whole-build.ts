/** When is an index built as a whole although there is one of the build before? */
import type { PreviousIndex } from './previous-index.ts';

/**
 * Why all texts are cut again. `settings`: files were read in another way, so all are read again. `analysis`: other words.
 * `changes`: most of the files have changed, or have since all were cut together.
 */
export type WholeBuildReason = 'settings' | 'analysis' | 'changes';

/** How much of the files to read is in the index before. */
export interface Reuse {
  /** Whether they are read as they were for it. */
  readonly hasSameSettings: boolean;
  /** The share of their bytes that stand in files that have not changed, 0 to 1. */
  readonly unchangedShare: number;
}

/** Merging documents takes about a third of the time of cutting them: with fewer unchanged ones it takes longer in all. */
const minUnchangedShare = 0.5;

/**
 * Says why all texts are cut again; undefined if those of unchanged files are taken as they are. What is merged keeps the code
 * of its texts, so once as many documents were merged as were cut together, a code is learnt anew.
 * @param analysis fingerprint of that of the index to build
 */
export function findWholeBuildReason(
  previous: PreviousIndex,
  { hasSameSettings, unchangedShare }: Reuse,
  analysis: string,
): WholeBuildReason | undefined {
  if (!hasSameSettings) return 'settings';
  if (previous.analysis !== analysis) return 'analysis';
  const isWorn = previous.merged > previous.segment.documentCount;
  return unchangedShare < minUnchangedShare || isWorn ? 'changes' : undefined;
}
