/** Words that are misspelled with a homophone. */
import type { BenchDocument } from '../../engines/engine.ts';
import { loadPeer } from '../../load-peer.ts';
import { drawMany } from '../../queries/draw.ts';
import type { Random } from '../../random.ts';

/** A word of the texts, and how someone types it who only knows its sound. */
export interface Misspelling {
  readonly typed: string;
  readonly meant: string;
}

interface PinyinPro {
  pinyin(text: string, options: { toneType: 'none'; type: 'array' }): string[];
}

const hanCharacter = /\p{Script=Han}/gu;

/**
 * Draws words and replaces one character of each by another of the same sound (regardless of tone). What is typed occurs
 * in no text, so an engine that finds the word finds it by its sound.
 */
export async function drawMisspellings(
  documents: readonly BenchDocument[],
  words: readonly string[],
  count: number,
  random: Random,
): Promise<Misspelling[]> {
  const { pinyin } = await loadPeer<PinyinPro>('pinyin-pro');
  const characters = new Set<string>();
  for (const { text } of documents) for (const [character] of text.matchAll(hanCharacter)) characters.add(character);
  const charactersBySound = new Map<string, string[]>();
  for (const character of [...characters].sort()) {
    const [sound] = pinyin(character, { toneType: 'none', type: 'array' });
    charactersBySound.set(sound, [...(charactersBySound.get(sound) ?? []), character]);
  }
  const occursNowhere = (word: string) =>
    documents.every(({ title, text }) => !text.includes(word) && !title.includes(word));
  return drawMany(count, () => {
    const meant = random.pick(words);
    const letters = [...meant];
    const at = random.below(letters.length);
    const sounds = pinyin(meant, { toneType: 'none', type: 'array' });
    const others = (charactersBySound.get(sounds[at]) ?? []).filter(character => character !== letters[at]);
    if (others.length === 0) return undefined;
    letters[at] = random.pick(others);
    const typed = letters.join('');
    return occursNowhere(typed) ? { typed, meant } : undefined;
  });
}
