/** The names in the texts of a document, as the values of its keyword fields. */
import { NameKind } from '../lexicon/name-source.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { TokenList } from '../segment/token-list.ts';
import { fold } from '../text/folding.ts';
import type { Analysis } from './analysis.ts';

/** The names of a document by kind, each once, in the order in which they first stand there. */
export interface NamesByKind {
  readonly persons: readonly string[];
  readonly places: readonly string[];
  readonly organisations: readonly string[];
}

/** Collects the names of one document after the other. */
export class DocumentNames {
  /** By kind of `NameKind`: the names by their folded form. */
  private readonly found = [NameKind.Person, NameKind.Place, NameKind.Organisation].map(
    () => new Map<string, string>(),
  );
  private readonly list = new TokenList();

  constructor(private readonly segmenter: Segmenter) {}

  /** Adds the names of a text. @param analysis the analysis of it, the last that the segmenter made */
  collect(text: string, analysis: Analysis): void {
    const { list, found } = this;
    this.segmenter.listNames(analysis.units, analysis.tokens, list);
    for (let i = 0; i < list.count; i++) {
      const end = list.ends[i];
      // Behind the text stand its normal forms.
      if (end > text.length) return;
      const name = text.slice(list.starts[i], end);
      const folded = fold(name);
      const names = found[list.kinds[i] - 1];
      if (!names.has(folded)) names.set(folded, name);
    }
  }

  /** Returns the names of the document, and begins the next one. */
  take(): NamesByKind {
    const [persons, places, organisations] = this.found.map(names => [...names.values()]);
    for (const names of this.found) names.clear();
    return { persons, places, organisations };
  }
}
