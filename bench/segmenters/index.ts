import { hansouSegmenter } from './hansou.ts';
import { peerSegmenters } from './peers.ts';
import type { BenchSegmenter } from './segmenter.ts';

/** All segmenters, in the order of the tables. */
export const segmenters: readonly BenchSegmenter[] = [hansouSegmenter, ...peerSegmenters];

export function segmenterNamed(name: string): BenchSegmenter {
  const segmenter = segmenters.find(each => each.info.name === name);
  if (!segmenter) throw new Error(`no segmenter is named ${name}`);
  return segmenter;
}
