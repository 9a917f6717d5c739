import { segmenterNamed } from '../segmenters/index.ts';
import { wholeText } from '../subjects/subject.ts';
import { readDocuments } from './documents-file.ts';
import { memoryNow } from './memory.ts';
import { median } from './statistics.ts';
import type { SegmentAnswer, SegmentTask } from './task.ts';

/** Characters that are cut before the clock starts. */
const warmUpCharacters = 50_000;
/** Characters of which the places of the cuts come back. */
const comparedCharacters = 200_000;

export async function segment(task: SegmentTask): Promise<SegmentAnswer> {
  // Before anything else, so that what is freed meanwhile is nobody's.
  const before = memoryNow();
  const start = performance.now();
  const segmenter = await segmenterNamed(task.segmenter).load();
  segmenter.cut('长江大学的学生们来到南保村');
  const load = performance.now() - start;
  const after = memoryNow();

  const texts: string[] = [];
  let characters = 0;
  for (const document of await readDocuments(task.documents, Number.POSITIVE_INFINITY)) {
    if (characters >= task.characters) break;
    const text = wholeText(document).slice(0, task.characters - characters);
    texts.push(text);
    characters += text.length;
  }
  const speed = (cut: ((text: string) => unknown) | undefined): number | undefined => {
    if (!cut) return undefined;
    let warmed = 0;
    for (const text of texts) {
      cut(text);
      warmed += text.length;
      if (warmed > warmUpCharacters) break;
    }
    const passes: number[] = [];
    const began = performance.now();
    do {
      const start = performance.now();
      for (const text of texts) cut(text);
      passes.push(performance.now() - start);
    } while (performance.now() - began < task.milliseconds);
    return (characters / median(passes)) * 1000;
  };
  const strings = speed(text => segmenter.cut(text));
  const offsets = speed(segmenter.offsets && (text => segmenter.offsets!(text)));
  const numbers = speed(segmenter.numbers && (text => segmenter.numbers!(text)));
  return {
    load,
    heap: after.heap - before.heap,
    resident: after.resident - before.resident,
    characters,
    ...(strings !== undefined && { strings }),
    ...(offsets !== undefined && { offsets }),
    ...(numbers !== undefined && { numbers }),
    ...(task.withCuts && { cuts: cutsOf(texts, segmenter.cut) }),
  };
}

function cutsOf(texts: readonly string[], cut: (text: string) => readonly string[]): number[][] {
  const cuts: number[][] = [];
  let characters = 0;
  for (const text of texts) {
    if (characters >= comparedCharacters) break;
    characters += text.length;
    cuts.push(wordEnds(text, cut(text)));
  }
  return cuts;
}

/** Where words end in the text; engines that drop blanks or signs are followed by searching. */
function wordEnds(text: string, words: readonly string[]): number[] {
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
