/** The words of a text field over several segments whose bytes are all there, as one vocabulary. */
import { TermKind } from '../../../analysis/analysis.ts';
import { stringFromUnits, unitsFromString } from '../../../text/units.ts';
import { toDamageError } from '../../damage.ts';
import type { VisitWord, Vocabulary } from '../../index-reader.ts';
import { countLiveWords } from '../../termdict/count-live-words.ts';
import { isRun, matchesFromThird, SegmentVocabulary } from '../../termdict/segment-vocabulary.ts';
import { TermEntry } from '../../termdict/term-entry.ts';
import type { TextSlice } from '../text-slice.ts';
import type { JoinedTerm } from './joined-term.ts';
import type { JoinedTerms } from './joined-terms.ts';
import { RecentValues } from './recent-values.ts';

/** Words that begin with one unit: they are remembered up to this number. */
const maxWords = 1 << 17;

/** Number of live documents in which a word is one, and one of the best path. */
interface WordCount {
  words: number;
  path: number;
}

/**
 * Law: it visits the words that the vocabulary of one segment with all live documents has, with the same numbers of documents;
 * `visitWords` may visit a word once for each segment.
 */
export class JoinedVocabulary implements Vocabulary {
  private readonly entry = new TermEntry();
  /** By unit: the words that begin with it, with their documents. */
  private readonly wordsOfUnit = new RecentValues<ReadonlyMap<string, WordCount>>(maxWords, words => words.size + 1);

  constructor(
    private readonly terms: JoinedTerms,
    private readonly slices: readonly TextSlice[],
  ) {}

  visitWords(visit: VisitWord, first?: number, last?: number): void {
    for (const slice of this.slices)
      new SegmentVocabulary(slice.text.dictionary, slice, this.entry).visitWords(visit, first, last);
  }

  visitWordsWithPrefix(prefix: Uint16Array, visit: VisitWord): void {
    if (prefix.length === 0) this.visitWords(visit);
    else
      this.read(() => {
        if (prefix.length === 1) this.visitWordsOfUnit(prefix[0], visit);
        else this.visitGroup(prefix, units => beginsWith(units, prefix), visit);
      });
  }

  visitWordsMatching(pattern: readonly Uint16Array[], visit: VisitWord): void {
    const prefix = new Uint16Array(2);
    this.read(() => {
      for (const first of pattern[0])
        for (const second of pattern[1]) {
          prefix[0] = first;
          prefix[1] = second;
          this.visitGroup(
            prefix,
            units => units.length === pattern.length && matchesFromThird(units, 0, pattern),
            visit,
          );
        }
    });
  }

  /** Visits the words that begin with the first two units of a prefix and pass a test. */
  private visitGroup(prefix: Uint16Array, passes: (units: Uint16Array) => boolean, visit: VisitWord): void {
    const { terms } = this;
    let visited: JoinedTerm;
    const count = () => {
      const { units } = visited;
      const isKnown = !isRun(units, 0, units.length) || terms.countLive(visited, TermKind.Word) > 0;
      return isKnown ? terms.countLive(visited, TermKind.InnerWord) : 0;
    };
    for (const term of terms.groupOf(prefix, 0, 2)) {
      const { units } = term;
      if (term.wordDocuments === 0 || !passes(units)) continue;
      visited = term;
      visit(units, 0, units.length, count, term.wordDocuments);
    }
  }

  private visitWordsOfUnit(unit: number, visit: VisitWord): void {
    let found = this.wordsOfUnit.get(unit);
    if (!found) this.wordsOfUnit.set(unit, (found = this.collectWordsOfUnit(unit)));
    for (const [word, { words, path }] of found) {
      const units = unitsFromString(word);
      if (path > 0 || !isRun(units, 0, units.length)) visit(units, 0, units.length, () => words, words);
    }
  }

  private collectWordsOfUnit(unit: number): Map<string, WordCount> {
    const found = new Map<string, WordCount>();
    const { slices, entry } = this;
    for (const slice of slices) {
      const { dictionary } = slice.text;
      dictionary.visits.visitTerms(Uint16Array.of(unit), 1, (block, at) => {
        if (block.isWord[at] === 0) return true;
        const { words, path } = countLiveWords(dictionary, block, at, slice, entry);
        if (words === 0) return true;
        const start = block.starts[at];
        const word = stringFromUnits(block.units, start, start + block.lengths[at]);
        const known = found.get(word);
        if (known) {
          known.words += words;
          known.path += path;
        } else found.set(word, { words, path });
        return true;
      });
    }
    return found;
  }

  private read(visitWords: () => void): void {
    try {
      visitWords();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

function beginsWith(units: Uint16Array, prefix: Uint16Array): boolean {
  if (units.length < prefix.length) return false;
  for (let i = 2; i < prefix.length; i++) if (units[i] !== prefix[i]) return false;
  return true;
}
