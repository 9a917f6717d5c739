/** The words of an index by how they sound: for pinyin, initials and homophones. */
import type { IndexReader } from '../inverted/index-reader.ts';
import { initialsOf, readingsOf } from './readings.ts';
import { titleOf } from './scoring.ts';

/** Words of these lengths (characters) are kept. */
const shortest = 2;
const longest = 8;

const slots = 1 << 16;

/** Words under numbers made of their sound: chains in arrays, since an index may hold 100,000 words. */
class SoundChains {
  private readonly heads = new Int32Array(slots).fill(-1);
  private readonly words: number[] = [];
  private readonly nexts: number[] = [];

  add(sound: string, word: number): void {
    const slot = slotOf(sound);
    this.nexts.push(this.heads[slot]);
    this.heads[slot] = this.words.push(word) - 1;
  }

  /** Every word added under the sound, and maybe others. */
  maybe(sound: string): Set<number> {
    const found = new Set<number>();
    for (let at = this.heads[slotOf(sound)]; at >= 0; at = this.nexts[at]) found.add(this.words[at]);
    return found;
  }
}

function slotOf(sound: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < sound.length; i++) hash = Math.imul(hash ^ sound.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (slots - 1);
}

/** Words of an index that are read alike. Made once for a state of an index, when first asked for (about 1 µs a word). */
export class SoundIndex {
  private readonly words: string[] = [];
  private readonly documents: number[] = [];
  /** Whether pinyin and initials are asked of the word: a name, or a word of a title. */
  private readonly isNamed: boolean[] = [];
  private readonly sounds = new SoundChains();
  private readonly initials = new SoundChains();

  constructor(index: IndexReader) {
    const numbers = new Map<string, number>();
    const title = titleOf(index);
    for (const [name, field] of Object.entries(index.schema)) {
      if (field.type !== 'text') continue;
      const reader = index.text(name);
      reader.eachWord((word, documents, isName) => {
        if (word.length < shortest || word.length > longest) return;
        const isNamed = isName || reader === title;
        const known = numbers.get(word);
        if (known !== undefined) {
          this.documents[known] += documents;
          if (isNamed && !this.isNamed[known]) this.addInitials(word, known);
          return;
        }
        const readings = readingsOf(word);
        if (!readings.length) return;
        const number = this.words.push(word) - 1;
        numbers.set(word, number);
        this.documents.push(documents);
        this.isNamed.push(false);
        for (const reading of readings) this.sounds.add(reading.join(''), number);
        if (isNamed) this.addInitials(word, number);
      });
    }
  }

  private addInitials(word: string, number: number): void {
    this.isNamed[number] = true;
    for (const initials of new Set(readingsOf(word).map(initialsOf))) this.initials.add(initials, number);
  }

  /** Names and words of titles that are read so, in full or by initials: the most frequent first. */
  ofPinyin(letters: string, most: number): string[] {
    const plain = letters.replace(/['’\s]/g, '').replaceAll('ü', 'v');
    const full = this.chosen(
      this.sounds.maybe(plain),
      number => this.isNamed[number] && readingsOf(this.words[number]).some(reading => reading.join('') === plain),
    );
    const short = this.chosen(this.initials.maybe(plain), number =>
      readingsOf(this.words[number]).some(reading => initialsOf(reading) === plain),
    );
    return [...new Set([...full, ...short])].slice(0, most);
  }

  /** Names and words of titles whose pinyin or initials begin so: the most frequent first. */
  beginningWith(letters: string, most: number): string[] {
    const plain = letters.replace(/['’\s]/g, '').replaceAll('ü', 'v');
    const all = new Set<number>(this.isNamed.flatMap((isNamed, number) => (isNamed ? [number] : [])));
    return this.chosen(all, number =>
      readingsOf(this.words[number]).some(
        reading => reading.join('').startsWith(plain) || initialsOf(reading).startsWith(plain),
      ),
    ).slice(0, most);
  }

  /** Other words of the same length that are read like this one: the most frequent first. */
  homophonesOf(word: string, most: number): string[] {
    const ways = readingsOf(word).map(reading => reading.join(' '));
    const found = new Set<string>();
    for (const way of ways) {
      const words = this.chosen(
        this.sounds.maybe(way.replaceAll(' ', '')),
        number =>
          this.words[number].length === word.length &&
          this.words[number] !== word &&
          readingsOf(this.words[number]).some(reading => reading.join(' ') === way),
      );
      for (const each of words) found.add(each);
    }
    return [...found].slice(0, most);
  }

  private chosen(numbers: ReadonlySet<number>, fits: (number: number) => boolean): string[] {
    return [...numbers]
      .filter(fits)
      .sort((a, b) => this.documents[b] - this.documents[a] || (this.words[a] < this.words[b] ? -1 : 1))
      .map(number => this.words[number]);
  }
}
