import { loadPeer } from '../measure/load-peer.ts';
import { draw } from '../queries/draw.ts';
import type { Random } from '../queries/random.ts';
import type { BenchDocument } from '../subjects/subject.ts';

/** A word of the texts as someone types it who only knows how it sounds. */
export interface Misspelling {
  readonly typed: string;
  readonly meant: string;
}

interface PinyinPro {
  pinyin(text: string, options: { toneType: 'none'; type: 'array' }): string[];
}

const han = /\p{Script=Han}/gu;

/**
 * Draws words and changes one character of each into another that sounds the same (tones aside), such that what is
 * typed stands in no text: whoever finds the word found it by its sound.
 */
export async function drawMisspellings(
  documents: readonly BenchDocument[],
  words: readonly string[],
  count: number,
  random: Random,
): Promise<Misspelling[]> {
  const { pinyin } = await loadPeer<PinyinPro>('pinyin-pro');
  const characters = new Set<string>();
  for (const { text } of documents) for (const [character] of text.matchAll(han)) characters.add(character);
  const bySound = new Map<string, string[]>();
  for (const character of [...characters].sort()) {
    const [sound] = pinyin(character, { toneType: 'none', type: 'array' });
    bySound.set(sound, [...(bySound.get(sound) ?? []), character]);
  }
  const isNowhere = (piece: string) =>
    documents.every(({ title, text }) => !text.includes(piece) && !title.includes(piece));
  return draw(count, () => {
    const meant = random.of(words);
    const letters = [...meant];
    const at = random.below(letters.length);
    const sounds = pinyin(meant, { toneType: 'none', type: 'array' });
    const others = (bySound.get(sounds[at]) ?? []).filter(character => character !== letters[at]);
    if (others.length === 0) return undefined;
    letters[at] = random.of(others);
    const typed = letters.join('');
    return isNowhere(typed) ? { typed, meant } : undefined;
  });
}
