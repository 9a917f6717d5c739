/** Which places and organisations does a corpus name? They end with 镇, 社区, 公司; where they begin, the words before say. */
import { createUnitSet } from '../text/units.ts';
import { type Corpus, WordClass } from './corpus.ts';
import { SpanTable } from './span-table.ts';
import { SuffixKind } from './suffixes.ts';
import { noNameStarts, Part, WordParts } from './word-parts.ts';

/** A string that may be a place or an organisation. */
export interface SuffixedCandidate {
  readonly start: number;
  readonly end: number;
  readonly kind: typeof SuffixKind.Place | typeof SuffixKind.Organisation;
  readonly count: number;
  readonly score: number;
}

/** Maximum length of the part before the ending, in UTF-16 units: of a place, of an organisation. */
const maxPlaceUnits = 4;
const maxOrganisationUnits = 20;
/** Maximum number of words before the ending. */
const maxPlaceWords = 2;
const maxOrganisationWords = 8;
/** A longer name is taken if it makes up this share of the places where the shorter one stands. */
const minLongerShare = 0.6;
/** Minimum length of a place with its ending. */
const minPlaceUnits = 3;
/** Minimum length of a place without its ending. */
const minStemUnits = 2;
/** Highest scores: of words that make a kind of places; of an end of longer names (行业协会), and of two places side by side that stand so once. */
const maxGenericScore = 0.6;
const maxUncertainScore = 0.75;
/** Instead of a number: there are several. */
const several = -2;

/** Endings that hardly anything but a place has. */
const strongEndings = /[镇乡县]$|街道$|社区$/;
/** With these a place gives its name to others when it comes again. */
const cityEndings = /[市省]$/;

const endings = createUnitSet('镇乡县市区村');
/** Finds what may be places and organisations. */
export function findSuffixed(corpus: Corpus): SuffixedCandidate[] {
  return new SuffixFinder(corpus).find();
}

class SuffixFinder {
  private readonly parts: Uint8Array;
  private readonly suffixKinds: Uint8Array;
  private readonly suffixUnits: Uint8Array;
  private readonly table: SpanTable;
  /** The possible beginnings of each place with an ending, longest last: start, and whether a marked word begins there. */
  private readonly starts: number[] = [];
  /** Places that were found, and what they are called without their ending. */
  private readonly places: SpanTable;

  constructor(private readonly corpus: Corpus) {
    const { parts, suffixKinds, suffixUnits } = new WordParts(corpus);
    this.parts = parts;
    this.suffixKinds = suffixKinds;
    this.suffixUnits = suffixUnits;
    this.table = new SpanTable(corpus.units);
    this.places = new SpanTable(corpus.units);
  }

  find(): SuffixedCandidate[] {
    // First all beginnings are counted, then each place takes one.
    this.visitEndings((end, _token, document) => {
      for (const start of this.starts) this.table.add(start, end, document);
    });
    const chosen = new SpanTable(this.corpus.units);
    const kinds: number[] = [];
    const marks: number[] = [];
    /** By number: 1 for places one behind the other. */
    const chains: number[] = [];
    /** By number: the marked name that ends with this unmarked one; -2 when there are several. */
    const wholes: number[] = [];
    const choose = (wanted: SuffixKind) => {
      this.visitEndings((end, token, document) => {
        const kind = this.suffixKinds[this.corpus.tokenWords[token]];
        if (kind !== wanted) return;
        const start = this.chooseStart(end);
        const number = chosen.add(start, end, document);
        kinds[number] = kind;
        marks[number] = this.countMarks(start, token);
        if (kind === SuffixKind.Place) {
          if (end - start < minPlaceUnits) return;
          if (marks[number] > 0 || this.isStrong(start, end) || this.isCity(start, end))
            this.rememberPlace(start, end, token);
        } else if (marks[number] === 0) {
          // 铝业行业协会 is a name because 监利市铝业行业协会 is one, and 股份有限公司 is none because many names end so.
          const marked = this.markedStart(token, start);
          if (marked < 0) return;
          const whole = chosen.add(marked, end, document);
          kinds[whole] = kind;
          marks[whole] = this.countMarks(marked, token);
          wholes[number] = wholes[number] === undefined || wholes[number] === whole ? whole : several;
        }
      });
    };
    choose(SuffixKind.Place);
    choose(SuffixKind.Organisation);
    // 新沟镇向阳社区: places one behind the other are one place too.
    this.visitEndings((end, token, document) => {
      if (this.suffixKinds[this.corpus.tokenWords[token]] !== SuffixKind.Place) return;
      const start = this.chooseStart(end);
      const before = end - start < minPlaceUnits ? -1 : this.placeBefore(start);
      if (before < 0) return;
      const chain = chosen.add(before, end, document);
      kinds[chain] = SuffixKind.Place;
      chains[chain] = 1;
      marks[chain] = this.countMarks(start, token) + 1;
    });
    const candidates: SuffixedCandidate[] = [];
    for (let number = 0; number < chosen.size; number++) {
      const start = chosen.starts[number];
      const end = start + chosen.lengths[number];
      const count = chosen.counts[number];
      const kind = kinds[number] as SuffixedCandidate['kind'];
      if (kind === SuffixKind.Place && end - start < minPlaceUnits) continue;
      const isPart = marks[number] === 0 && kind === SuffixKind.Organisation;
      if (isPart && !(wholes[number] >= 0 && count > 1)) continue;
      const evidence = isPart ? 1 : marks[number];
      const isStrong = kind === SuffixKind.Place && this.isStrong(start, end);
      const sure = score(kind, evidence + (isStrong ? 0.5 : 0), count, chosen.documents[number], end - start);
      // 体育公园, 老旧小区: words that are no name make a kind of places.
      const isGeneric = kind === SuffixKind.Place && evidence === 0 && !isStrong;
      const isUncertain = isPart || (chains[number] === 1 && count === 1);
      const max = isGeneric ? maxGenericScore : isUncertain ? maxUncertainScore : 1;
      candidates.push({ start, end, kind, count, score: Math.min(sure, max) });
    }
    return candidates;
  }

  /** Calls `visit` for each token with the ending of a name; `this.starts` are the places where it may begin. */
  private visitEndings(visit: (end: number, token: number, document: number) => void): void {
    const { corpus, starts, suffixKinds } = this;
    let document = -1;
    for (let token = 0; token < corpus.tokenCount; token++) {
      if (corpus.documentTokens[document + 1] === token) document++;
      const kind = suffixKinds[corpus.tokenWords[token]];
      if (kind === SuffixKind.None) continue;
      starts.length = 0;
      if (kind === SuffixKind.Place) this.collectPlaceStarts(token);
      else this.collectOrganisationStarts(token);
      if (starts.length > 0) visit(corpus.tokenStarts[token + 1], token, document);
    }
  }

  private collectPlaceStarts(token: number): void {
    const { corpus, parts, suffixKinds, suffixUnits, starts } = this;
    const { tokenStarts, tokenWords, classes } = corpus;
    const word = tokenWords[token];
    const end = tokenStarts[token + 1];
    const inToken = end - tokenStarts[token] - suffixUnits[word];
    if (classes[word] === WordClass.Known && inToken !== 1 && /^n[st]/.test(corpus.tags[word])) return;
    if (corpus.tokenNames[token] > 0 && !endings.has(corpus.units[end - 1])) return;
    if (inToken > 0 && classes[word] === WordClass.Unknown) starts.push(tokenStarts[token]);
    // 容|城镇: a single character before a word with an ending may be the beginning of a name.
    const isSplit = inToken > 0 && classes[word] === WordClass.Known;
    if (isSplit && inToken > 1) return;
    let back = token - 1;
    for (let count = 0; count < maxPlaceWords && back >= 0; count++, back--) {
      const before = tokenWords[back];
      const start = tokenStarts[back];
      if (parts[before] === Part.Stop || end - suffixUnits[word] - start > maxPlaceUnits) return;
      // 赖桥|村 may be a place, 王卫峰 with what stands before is none.
      if (count > 0 && corpus.tokenNames[back] > 0) return;
      if (isSplit && tokenStarts[back + 1] - start > 1) return;
      // 新沟镇|向阳|社区: another place stands before.
      if (suffixKinds[before] === SuffixKind.Place && tokenStarts[back + 1] - start >= minPlaceUnits) return;
      if (classes[before] === WordClass.Latin) return;
      if (count > 0 && corpus.tags[before] === 'ns') return;
      // A verb or an adjective makes no name: 建设社区.
      if (parts[before] === Part.Inside && tokenStarts[back + 1] - start > 1) return;
      // 苇渡|镇桐坡|社区: characters that are no word may begin with the ending of another place.
      if (
        classes[before] === WordClass.Unknown &&
        tokenStarts[back + 1] - start > 2 &&
        endings.has(corpus.units[start])
      ) {
        starts.push(start + 1);
        return;
      }
      // 占全县, 全市街道.
      if (parts[before] !== Part.Mark && noNameStarts.has(corpus.units[start])) return;
      starts.push(start);
      if (isSplit || parts[before] === Part.Mark) return;
    }
  }

  private collectOrganisationStarts(token: number): void {
    const { corpus, parts, starts } = this;
    const { tokenStarts, tokenWords, classes } = corpus;
    const word = tokenWords[token];
    const end = tokenStarts[token + 1];
    if (classes[word] === WordClass.Unknown && end - tokenStarts[token] > this.suffixUnits[word] + 1)
      starts.push(tokenStarts[token]);
    let back = token - 1;
    for (let count = 0; count < maxOrganisationWords && back >= 0; count++, back--) {
      const before = tokenWords[back];
      const start = tokenStarts[back];
      if (parts[before] === Part.Stop || end - start > maxOrganisationUnits) return;
      // 厂长谢淑琴办厂: what stands behind a person is no part of the same name.
      if (corpus.tokenNames[back] > 0) return;
      // 决定接受欧盟委员会: a verb stands only before the ending, as in 示范产业园.
      if (back < token - 1 && corpus.tags[before] === 'v' && tokenStarts[back + 1] - start > 1) return;
      if (parts[before] >= Part.Any && tokenStarts[back + 1] - start > 1) starts.push(start);
    }
  }

  /** Where the name begins: a longer one is taken as long as most places of the shorter one have it. -1 for none. */
  private chooseStart(end: number): number {
    const { starts, table } = this;
    let chosen = -1;
    let count = 0;
    for (const start of starts) {
      const longer = table.counts[table.find(start, end)];
      if (chosen >= 0 && longer < count * minLongerShare) break;
      chosen = start;
      count = longer;
    }
    return chosen;
  }

  private isStrong(start: number, end: number): boolean {
    return strongEndings.test(this.corpus.textOf(start, end));
  }

  private isCity(start: number, end: number): boolean {
    return this.table.counts[this.table.find(start, end)] > 1 && cityEndings.test(this.corpus.textOf(start, end));
  }

  /** Remembers a place, and what it is called without its ending: 监利 of 监利市. */
  private rememberPlace(start: number, end: number, token: number): void {
    const stem = end - this.suffixUnits[this.corpus.tokenWords[token]];
    this.places.add(start, end, 0);
    if (stem - start >= minStemUnits) this.places.add(start, stem, 0);
  }

  /** Whether a marked word or a place found before begins at a token. */
  private isMarked(token: number): boolean {
    const { corpus, parts, places } = this;
    if (parts[corpus.tokenWords[token]] === Part.Mark) return true;
    const start = corpus.tokenStarts[token];
    if (parts[corpus.tokenWords[token]] === Part.Stop) return false;
    for (let end = start + minStemUnits; end <= start + maxPlaceUnits + 2; end++)
      if (places.find(start, end) >= 0) return true;
    return false;
  }

  /** Where the place begins that ends at `end`; -1 if none of those found does. */
  private placeBefore(end: number): number {
    for (let start = end - minPlaceUnits; start >= Math.max(0, end - maxPlaceUnits - 2); start--)
      if (this.places.find(start, end) >= 0 && this.isStrong(start, end)) return start;
    return -1;
  }

  /** The last place before `start` where a marked word begins; -1 for none. */
  private markedStart(token: number, start: number): number {
    const { corpus } = this;
    const first = this.starts[this.starts.length - 1];
    for (let back = token - 1; back >= 0 && corpus.tokenStarts[back] >= first; back--)
      if (corpus.tokenStarts[back] < start && this.isMarked(back)) return corpus.tokenStarts[back];
    return -1;
  }

  /** The number of marked words between a place and the ending. */
  private countMarks(start: number, token: number): number {
    const { corpus } = this;
    let marks = corpus.classes[corpus.tokenWords[token]] === WordClass.Unknown ? 1 : 0;
    for (let back = token - 1; back >= 0 && corpus.tokenStarts[back] >= start; back--) if (this.isMarked(back)) marks++;
    return marks;
  }
}

/** How sure a name is: by marked words in it, and by how often it stands where. */
function score(kind: SuffixKind, marks: number, count: number, documents: number, units: number): number {
  const z =
    (kind === SuffixKind.Place ? -0.2 : -0.6) +
    1.2 * Math.min(marks, 2) +
    0.8 * Math.log(count) +
    0.5 * Math.log(documents) +
    (kind === SuffixKind.Organisation ? 0.1 * Math.min(6, units - 4) : 0.1 * Math.min(2, units - 3));
  return 1 / (1 + Math.exp(-z));
}
