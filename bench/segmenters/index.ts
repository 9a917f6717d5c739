/** All segmenters that the bench compares. */
import { hansouSegmenter } from './hansou.ts';
import { peerSegmenters } from './peers.ts';
import type { BenchSegmenter } from './segmenter.ts';

/** All segmenters, in the order of the tables. */
export const segmenters: readonly BenchSegmenter[] = [hansouSegmenter, ...peerSegmenters];

/** Finds a segmenter by the name in its info. */
export function findSegmenter(name: string): BenchSegmenter {
  const segmenter = segmenters.find(each => each.info.name === name);
  if (!segmenter) throw new Error(`there is no segmenter named ${name}`);
  return segmenter;
}
