/**
 * Is the query the title of a document, or the heading of one of its sections? Who types a heading looks for that place;
 * a page that speaks of the same words more often is not it. Only indexes with sections (`stored({ sectionsOf })`) are
 * scored so: their documents are pages with a structure, not articles.
 */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { findSectionsField, readSections, type SectionsField } from '../../index/sections.ts';
import { classOfUnit, isAlphanumeric } from '../../text/characters.ts';
import { fold } from '../../text/folding.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import { findTitleField } from '../context/title-and-body.ts';
import type { Query } from '../language/query.ts';
import { headingWeight } from './constants.ts';
import { sumAtomIdf, type WeightedTerm } from './scoring.ts';

/** Maximum number of texts that a query may stand for. */
const maxTexts = 8;
/** Maximum length of a title that is compared, in UTF-16 units; headings in a text are seldom longer than a line. */
const maxTitleUnits = 256;

/** Minimum length of a query that a title may begin with, in UTF-16 units: many begin with one character. */
const minBeginningUnits = 2;

/** Maximum number of titles and headings that are kept, folded; some 100 bytes each. */
const maxKept = 1 << 16;

/** A title or heading, prepared for comparing. */
interface Heading {
  /** Folded, without spaces at its ends. */
  readonly text: string;
  /** Without spaces and signs. */
  readonly key: string;
}

/** What a document is called, and its sections. */
interface Headings {
  readonly title: Heading;
  readonly sections: readonly Heading[];
}

/** Scores titles and headings for one query after the other, on one state of an index. */
export class HeadingScorer {
  private readonly sections: SectionsField | undefined;
  private readonly title: TextReader | undefined;
  private readonly buffer = new UnitBuffer();
  /** By document. */
  private readonly kept = new Map<number, Headings>();
  private keptCount = 0;
  private whole = new WholeQuery({ any: [] });
  private idfSum = 0;
  /** Whether the current query searches the text with the sections, and the title. */
  private searchesSections = false;
  private searchesTitle = false;

  constructor(private readonly index: IndexReader) {
    this.sections = findSectionsField(index);
    this.title = this.sections && findTitleField(index);
  }

  /** Begins a query with these terms. Returns undefined when no heading can be the whole query. */
  beginQuery(query: Query, terms: readonly WeightedTerm[]): this | undefined {
    const { sections, title } = this;
    if (!sections) return undefined;
    this.whole = new WholeQuery(query);
    this.idfSum = sumAtomIdf(terms);
    this.searchesSections = false;
    this.searchesTitle = false;
    for (const { fields } of terms)
      for (const { reader } of fields) {
        if (reader === sections.text) this.searchesSections = true;
        if (reader === title) this.searchesTitle = true;
      }
    if (this.whole.isEmpty) return undefined;
    return this.searchesSections || this.searchesTitle ? this : undefined;
  }

  /** The score that its title and headings add to a document's base score. */
  score(document: number): number {
    const { whole } = this;
    const { title, sections } = this.headingsOf(document);
    let share = 0;
    const add = (weight: number, heading: Heading) => {
      const likeness = whole.compare(heading);
      if (likeness > 0) share = Math.max(share, weight + (likeness > 1 ? headingWeight.asTyped : 0));
    };
    if (this.searchesTitle) {
      add(headingWeight.title, title);
      if (whole.begins(title)) share = Math.max(share, headingWeight.titleBeginning);
    }
    if (this.searchesSections) for (const heading of sections) add(headingWeight.section, heading);
    return share * this.idfSum;
  }

  /** An upper bound of `score` for any document. */
  upperBound(): number {
    const { title, section, asTyped } = headingWeight;
    return this.idfSum * ((this.searchesTitle ? title : section) + asTyped);
  }

  /** Loads what `score` reads. @throws MissingBytes after all of it */
  gather(document: number): void {
    const reads = [() => this.readTitle(document), () => readSections(this.index, this.sections!, document)];
    gatherMissing(reads.length, i => void reads[i]());
  }

  private headingsOf(document: number): Headings {
    let headings = this.kept.get(document);
    if (!headings) {
      const sections = readSections(this.index, this.sections!, document).map(({ title }) => toHeading(title));
      headings = { title: toHeading(this.readTitle(document)), sections };
      this.keptCount += sections.length + 1;
      if (this.keptCount > maxKept) {
        this.kept.clear();
        this.keptCount = sections.length + 1;
      }
      this.kept.set(document, headings);
    }
    return headings;
  }

  private readTitle(document: number): string {
    const { title, buffer } = this;
    if (!title) return '';
    title.readText(document, buffer);
    // A text that is no headline is not compared.
    return buffer.length > maxTitleUnits ? '' : stringFromUnits(buffer.units, 0, buffer.length);
  }
}

/** The texts that a query as a whole stands for, to be compared with headings. */
export class WholeQuery {
  private readonly texts: ReadonlySet<string>;
  private readonly keys: ReadonlySet<string>;

  constructor(query: Query) {
    const headings = wholeTexts(query).map(toHeading);
    this.texts = new Set(headings.map(({ text }) => text));
    this.keys = new Set(headings.flatMap(({ key }) => (key === '' ? [] : [key])));
  }

  /** Whether no heading can be the whole query. */
  get isEmpty(): boolean {
    return this.keys.size === 0;
  }

  /**
   * How like the query a heading is: 2 when it is typed so (case, width and script aside), 1 when spaces and signs differ
   * too, else 0. C++ and C# are not C.
   */
  compare({ text, key }: Heading): 0 | 1 | 2 {
    if (!this.keys.has(key)) return 0;
    return this.texts.has(text) ? 2 : 1;
  }

  /** Whether a title begins with the query and goes on: 生命周期 of 生命周期钩子, but not `app` of `application`. */
  begins({ text }: Heading): boolean {
    for (const typed of this.texts)
      if (
        typed.length >= minBeginningUnits &&
        text.length > typed.length &&
        text.startsWith(typed) &&
        !goesOn(text, typed.length)
      )
        return true;
    return false;
  }
}

/** Whether a run of letters and digits has characters on both sides of a place. */
function goesOn(text: string, at: number): boolean {
  return isAlphanumeric(classOfUnit(text.charCodeAt(at - 1))) && isAlphanumeric(classOfUnit(text.charCodeAt(at)));
}

/** Prepares a title or heading for comparing. */
export function toHeading(title: string): Heading {
  const text = fold(title).trim();
  return { text, key: text.replace(/(?![#+])[\s\p{P}\p{S}]/gu, '') };
}

/** What was typed as a whole; several texts for alternatives, none if there are too many. What is excluded does not count. */
function wholeTexts(query: Query): string[] {
  if ('any' in query) return query.any.flatMap(wholeTexts).slice(0, maxTexts);
  if ('all' in query) {
    let whole = [''];
    for (const part of query.all) {
      const texts = wholeTexts(part);
      if (texts.length > 0) whole = whole.flatMap(before => texts.map(text => `${before} ${text}`));
      if (whole.length > maxTexts) return [];
    }
    return whole;
  }
  if ('words' in query) return [query.words];
  return 'phrase' in query ? [query.phrase] : [];
}
