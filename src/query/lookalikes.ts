/** Words of an index that the ones typed may stand for, since they sound or look alike. */
import type { IndexReader, WordPart } from '../inverted/index-reader.ts';
import { titleOf } from './scoring.ts';
import { type PartSounds, SoundIndex, SoundsBuilder } from './sounds.ts';
import { LatinWords } from './spelling.ts';

/** What is looked for in the words of a part of an index: worked out in one pass over them, and kept with them. */
interface PartLookalikes {
  readonly sounds: PartSounds;
  readonly latin: LatinWords;
}

/** The lookalikes of an index: those of its parts together, so that a change costs no more than what was added. */
export class Lookalikes {
  readonly sounds: SoundIndex;
  readonly latin: readonly LatinWords[];

  constructor(index: IndexReader) {
    const title = titleOf(index);
    const parts: PartLookalikes[] = [];
    for (const [name, field] of Object.entries(index.schema)) {
      if (field.type !== 'text') continue;
      const reader = index.text(name);
      const isTitle = reader === title;
      for (const part of reader.wordParts)
        parts.push(part.once(isTitle ? titleKey : textKey, () => lookalikesOf(part, isTitle)));
    }
    this.sounds = new SoundIndex(parts.map(({ sounds }) => sounds));
    this.latin = parts.map(({ latin }) => latin);
  }
}

const titleKey = 'lookalikes of a title';
const textKey = 'lookalikes';

function lookalikesOf(part: WordPart, isTitle: boolean): PartLookalikes {
  const sounds = new SoundsBuilder();
  const latin = new LatinWords();
  part.eachWord((units, start, end, documents, isName) => {
    sounds.add(units, start, end, documents, isName || isTitle);
    latin.add(units, start, end, documents);
  });
  return { sounds: sounds.finish(), latin };
}
