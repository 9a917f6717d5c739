/** Which persons does a corpus name? Chinese names by their characters, their neighbours, and all places where they stand. */
import { isAddress, isSingleAddress } from '../../segment/names/persons/forms-of-address.ts';
import { neverFirst, neverLast } from '../../segment/names/persons/loose-characters.ts';
import { createUnitSet } from '../../text/units.ts';
import { type Corpus, WordClass } from '../corpus.ts';
import { SpanTable } from '../span-table.ts';
import { PartNeighbours } from './part-neighbours.ts';
import { PersonContexts } from './person-contexts.ts';
import { PersonModel } from './person-model.ts';
import { PersonOccurrences } from './person-occurrences.ts';

/** A string that may be a person. */
export interface PersonCandidate {
  readonly start: number;
  readonly end: number;
  /** Places where it was taken for a person, and documents that have it. */
  readonly count: number;
  readonly documents: number;
  /** Probability that it is one. */
  readonly probability: number;
  /** What the probability was computed from. @internal */
  readonly features: readonly number[];
}

/** Characters whose odds as a name are below this are no candidates. */
const minModelLogOdds = -9;
const functionCharacters = createUnitSet(neverLast);
const listComma = 0x3001;
const rounds = 3;
/** A frequent name counts at most this many times for the words beside persons: they are to be those of many persons. */
const maxContextsOfName = 3;
/** Weights of the features (`features`), found by logistic regression over half of a newspaper with marked names. */
const functionCharacterPenalty = 2;
/** Beside a part of a longer name stands the same character each time: 王 before 龙雨, 斯 behind 韦登博. So often at least. */
const minPartCount = 3;
const partPenalty = 3;
const bias = -2.22;
const weights = [0.42, 0.06, 0.85, -3.8, -0.24, -1.19, -0.23, -0.71, -0.23, 1.65, 2.04, 2.79, -0.11];

/** Finds what may be persons, each with its probability. */
export function findPersons(corpus: Corpus): PersonCandidate[] {
  return new PersonFinder(corpus).find();
}

class PersonFinder {
  private readonly model: PersonModel;
  private readonly contexts: PersonContexts;
  private readonly table: SpanTable;
  /** By number of the string: odds by its characters. */
  private modelLogs = new Float32Array(1024);
  /** By number of the string: occurrences that end where a word ends. */
  private wholeCounts = new Int32Array(1024);
  private readonly occurrences = new PersonOccurrences();
  private foreignNeighbours = new Int32Array(0);
  /** By string: the share of its occurrences in which the next character makes a longer name of it. */
  private extended: Float32Array = new Float32Array(0);

  constructor(private readonly corpus: Corpus) {
    this.model = new PersonModel(corpus.lexicon);
    this.contexts = new PersonContexts(corpus);
    this.table = new SpanTable(corpus.units);
  }

  find(): PersonCandidate[] {
    this.collect();
    this.extended = this.extendedShares();
    const { table, contexts } = this;
    let probabilities: Float32Array = new Float32Array(table.size);
    for (let string = 0; string < table.size; string++) probabilities[string] = logistic(this.modelLogs[string]);
    for (let round = 1; ; round++) {
      const won = this.chooseOccurrences(probabilities);
      contexts.reset();
      const seen = new Uint8Array(table.size);
      const { strings, before, behind, count } = this.occurrences;
      for (let i = 0; i < count; i++) {
        const string = strings[i];
        if (won[i] && seen[string]++ < maxContextsOfName) contexts.count(before[i], behind[i], probabilities[string]);
      }
      contexts.learn();
      const candidates: PersonCandidate[] | undefined = round < rounds ? undefined : [];
      probabilities = this.rate(won, probabilities, candidates);
      if (candidates) return candidates;
    }
  }

  /** Collects all places that may be a name. */
  private collect(): void {
    const { corpus, model } = this;
    const { units, classes, tokenWords, tokenStarts, tokenCount } = corpus;
    let document = -1;
    for (let token = 0; token < tokenCount; token++) {
      if (corpus.documentTokens[document + 1] === token) document++;
      const wordClass = classes[tokenWords[token]];
      if (wordClass < WordClass.Unknown) continue;
      const end = tokenStarts[token + 1];
      // Inside a known word no name begins.
      const last = wordClass === WordClass.Known ? tokenStarts[token] + 1 : end;
      for (let start = tokenStarts[token]; start < last; start++) {
        if (model.surnameLogs[units[start]] < 0) this.addAt(token, start, 1, document);
        if (model.surnameLength(units, start, true) === 2) this.addAt(token, start, 2, document);
      }
    }
  }

  /** Adds the names that may begin at a place in a token. */
  private addAt(token: number, start: number, surnameUnits: number, document: number): void {
    const { corpus, contexts } = this;
    const { classes, tokenWords, tokenStarts, units } = corpus;
    let endToken = token;
    let before = -2;
    for (let end = start + surnameUnits + 1; end <= start + surnameUnits + 2; end++) {
      while (tokenStarts[endToken + 1] < end) {
        endToken++;
        if (classes[tokenWords[endToken]] < WordClass.Unknown) return;
      }
      const isCut = tokenStarts[endToken + 1] > end && classes[tokenWords[endToken]] === WordClass.Known;
      // A name that is the beginning of a single known word is none.
      if (isCut && endToken === token) continue;
      const given = start + surnameUnits;
      if (isAddress(units[given], units[given + 1]) || (end === given + 1 && isSingleAddress(units[given]))) return;
      const string = this.table.find(start, end);
      const number = this.table.add(start, end, document);
      if (string < 0) this.setModelLog(number, start, end, surnameUnits);
      if (!isCut) this.wholeCounts[number]++;
      if (this.modelLogs[number] < minModelLogOdds) continue;
      // 王清 in 王清茂, which the segmenter knows to be a name.
      const isInside = start > tokenStarts[token] || end < tokenStarts[token + 1];
      if (isInside && corpus.tokenNames[token] > 0) continue;
      if (before === -2) before = contexts.wordBefore(start, start === tokenStarts[token], token - 1);
      this.occurrences.add(start, number, before, contexts.wordBehind(end), isCut);
    }
  }

  private setModelLog(string: number, start: number, end: number, surnameUnits: number): void {
    if (string >= this.modelLogs.length) {
      const larger = new Float32Array(this.modelLogs.length * 2);
      larger.set(this.modelLogs);
      this.modelLogs = larger;
      const counts = new Int32Array(larger.length);
      counts.set(this.wholeCounts);
      this.wholeCounts = counts;
    }
    this.modelLogs[string] = this.model.logOdds(this.corpus.units, start, end, surnameUnits);
  }

  /** Of places that overlap, only the likeliest holds a name. Returns 1 for each that does. */
  private chooseOccurrences(probabilities: Float32Array): Uint8Array {
    const { contexts, table } = this;
    const { starts, strings, before, behind, cutsWord, count } = this.occurrences;
    const won = new Uint8Array(count);
    let last = -1;
    let lastEnd = 0;
    let lastScore = 0;
    for (let i = 0; i < count; i++) {
      const string = strings[i];
      const probability = Math.max(probabilities[string], 1e-6);
      const score =
        Math.log(probability / (1 - Math.min(probability, 0.999999))) +
        contexts.logOdds(before[i], behind[i]) -
        4 * cutsWord[i] -
        4 * this.extended[string];
      if (last >= 0 && starts[i] < lastEnd) {
        if (score <= lastScore) continue;
        won[last] = 0;
      }
      won[i] = 1;
      last = i;
      lastEnd = starts[i] + table.lengths[string];
      lastScore = score;
    }
    return won;
  }

  /** By string: the share of its occurrences in which the next character makes a longer name of it. */
  private extendedShares(): Float32Array {
    const { table } = this;
    const shares = new Float32Array(table.size);
    for (let string = 0; string < table.size; string++) {
      if (table.lengths[string] < 3 || this.modelLogs[string] < -3) continue;
      const start = table.starts[string];
      const shorter = table.find(start, start + table.lengths[string] - 1);
      if (shorter >= 0) shares[shorter] = Math.max(shares[shorter], this.wholeCounts[string] / table.counts[shorter]);
    }
    return shares;
  }

  /** By string: how many of the places that it won stand in a list (、) beside another likely person. */
  private countInLists(won: Uint8Array, probabilities: Float32Array): Int32Array {
    const { table } = this;
    const { starts, strings, count } = this.occurrences;
    const { units } = this.corpus;
    const counts = new Int32Array(table.size);
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (!won[i]) continue;
      if (last >= 0) {
        const lastEnd = starts[last] + table.lengths[strings[last]];
        if (starts[i] === lastEnd + 1 && units[lastEnd] === listComma) {
          if (probabilities[strings[last]] > 0.5) counts[strings[i]]++;
          if (probabilities[strings[i]] > 0.5) counts[strings[last]]++;
        }
      }
      last = i;
    }
    return counts;
  }

  /** Rates each string by all places that it won, and adds those that won to `out`. Returns the probabilities by string. */
  private rate(won: Uint8Array, probabilities: Float32Array, out: PersonCandidate[] | undefined): Float32Array {
    const { table, contexts, corpus } = this;
    const { units } = corpus;
    const wins = new Int32Array(table.size);
    this.foreignNeighbours = new Int32Array(table.size);
    const contextSums = new Float64Array(table.size);
    const cuts = new Int32Array(table.size);
    const listedBefore = new Int32Array(table.size);
    const listedBehind = new Int32Array(table.size);
    const inLists = this.countInLists(won, probabilities);
    const left = new PartNeighbours(corpus, table.size, neverFirst);
    const right = new PartNeighbours(corpus, table.size, neverLast);
    const { starts, strings, before, behind, cutsWord } = this.occurrences;
    for (let i = 0; i < won.length; i++) {
      if (!won[i]) continue;
      const string = strings[i];
      const next = starts[i] + table.lengths[string];
      if (this.model.isForeign(units[next]) || isDot(units[next]) || isDot(units[starts[i] - 1]))
        this.foreignNeighbours[string]++;
      left.see(string, starts[i] - 1, before[i]);
      right.see(string, next, behind[i]);
      wins[string]++;
      contextSums[string] += contexts.logOdds(before[i], behind[i]);
      cuts[string] += cutsWord[i];
      if (contexts.isListedBefore(before[i])) listedBefore[string]++;
      if (contexts.isListedBehind(behind[i])) listedBehind[string]++;
    }
    const { extended } = this;
    const rated = new Float32Array(table.size);
    for (let string = 0; string < table.size; string++) {
      const count = wins[string];
      if (count === 0) continue;
      const start = table.starts[string];
      const end = start + table.lengths[string];
      const features = [
        this.modelLogs[string],
        contextSums[string] / count,
        Math.log(count),
        cuts[string] / count,
        count / table.counts[string] - 1,
        extended[string],
        this.model.foreignLogOdds(units, start, end),
        end - start - 3,
        (this.foreignNeighbours[string] / count) * Math.max(0, this.model.foreignLogOdds(units, start, end) + 2),
        listedBefore[string] / count,
        listedBehind[string] / count,
        inLists[string] / count,
        Number(end - start === 2 && count === 1),
      ];
      const z =
        features.reduce((sum, feature, i) => sum + weights[i] * feature, bias) -
        (functionCharacters.has(units[end - 1]) ? functionCharacterPenalty : 0) -
        (count >= minPartCount && (left.isPart(string) || right.isPart(string)) ? partPenalty : 0);
      const probability = logistic(z);
      rated[string] = probability;
      out?.push({ start, end, count, documents: table.documents[string], probability, features });
    }
    return rated;
  }
}

function isDot(unit: number): boolean {
  return unit === 0xb7 || unit === 0x2022 || unit === 0x30fb;
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
