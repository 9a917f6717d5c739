/** The task `segment`: how long a segmenter takes to load, how fast it is, and where its words end. */
import { readDocumentsFile } from '../corpus/documents-file.ts';
import { titleAndText } from '../engines/engine.ts';
import { findSegmenter } from '../segmenters/index.ts';
import { measureMemory } from './memory.ts';
import { median } from './statistics.ts';
import type { SegmentAnswer, SegmentTask } from './task.ts';

/** Number of characters that are segmented before the clock starts. */
const warmUpCharacters = 50_000;
/** Number of characters whose word ends are returned. */
const comparedCharacters = 200_000;

/** Loads a segmenter and measures it. */
export async function measureSegmenter(task: SegmentTask): Promise<SegmentAnswer> {
  // Before anything else is loaded, so that nothing else is freed in between.
  const before = measureMemory();
  const start = performance.now();
  const segmenter = await findSegmenter(task.segmenter).load();
  segmenter.cut('长江大学的学生们来到南保村');
  const load = performance.now() - start;
  const after = measureMemory();

  const texts: string[] = [];
  let characters = 0;
  for (const document of await readDocumentsFile(task.documents, Number.POSITIVE_INFINITY)) {
    if (characters >= task.characters) break;
    const text = titleAndText(document).slice(0, task.characters - characters);
    texts.push(text);
    characters += text.length;
  }
  /** Characters per second. */
  const measureSpeed = (cut: ((text: string) => unknown) | undefined): number | undefined => {
    if (!cut) return undefined;
    let warmedUp = 0;
    for (const text of texts) {
      cut(text);
      warmedUp += text.length;
      if (warmedUp > warmUpCharacters) break;
    }
    const passes: number[] = [];
    const started = performance.now();
    do {
      const start = performance.now();
      for (const text of texts) cut(text);
      passes.push(performance.now() - start);
    } while (performance.now() - started < task.milliseconds);
    return (characters / median(passes)) * 1000;
  };
  const words = measureSpeed(text => segmenter.cut(text));
  const wordsWithOffsets = measureSpeed(segmenter.cutWithOffsets && (text => segmenter.cutWithOffsets!(text)));
  const offsetsOnly = measureSpeed(segmenter.cutToOffsets && (text => segmenter.cutToOffsets!(text)));
  return {
    load,
    heap: after.heap - before.heap,
    resident: after.resident - before.resident,
    ...(words !== undefined && { words }),
    ...(wordsWithOffsets !== undefined && { wordsWithOffsets }),
    ...(offsetsOnly !== undefined && { offsetsOnly }),
    ...(task.withWordEnds && { wordEnds: findWordEnds(texts, segmenter.cut) }),
  };
}

/** For each of the first texts, the offsets at which words end. */
function findWordEnds(texts: readonly string[], cut: (text: string) => readonly string[]): number[][] {
  const wordEnds: number[][] = [];
  let characters = 0;
  for (const text of texts) {
    if (characters >= comparedCharacters) break;
    characters += text.length;
    wordEnds.push(locateEnds(text, cut(text)));
  }
  return wordEnds;
}

/** Locates words in their text. Each is searched for, because some segmenters drop spaces or punctuation. */
function locateEnds(text: string, words: readonly string[]): number[] {
  const ends: number[] = [];
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word, at);
    if (found < 0) continue;
    at = found + word.length;
    ends.push(at);
  }
  return ends;
}
