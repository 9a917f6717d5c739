/**
 * One process that adds, updates, removes, searches and saves for a long time, beside a model that is a map of documents.
 *
 * The steps follow from a seed, so the state after any number of steps can be made again: that is how a file is checked that a
 * killed process left behind (soak-child.ts).
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { createIndex, keyword, type Lexicon, number, openIndex, stored, text } from '../../../src/index.ts';
import type { SearchIndex } from '../../../src/search-index.ts';
import { Random } from '../../random.ts';

const fields = { title: text({ weight: 3 }), body: text(), author: keyword(), page: number(), more: stored() };

/** A document of the soak. */
export interface SoakDocument {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly author: readonly string[];
  readonly page: number;
  readonly more: { readonly step: number };
}

/** Characters that texts are made of: few, so that phrases stand in many texts. */
const characters = [...'石桥新路水田山村镇县市长江河湖海人民生活今天明年春秋东南西北'];
const authors = ['何田', '沈砚', '韩旭', '李超'];

/** What a soak did so far. */
export interface SoakCounts {
  steps: number;
  added: number;
  updated: number;
  removed: number;
  searches: number;
  saves: number;
}

/** An index, its model, and the random numbers that change both. */
export class Soak {
  readonly counts: SoakCounts = { steps: 0, added: 0, updated: 0, removed: 0, searches: 0, saves: 0 };
  readonly model = new Map<string, SoakDocument>();
  private readonly ids: string[] = [];
  private readonly random: Random;
  private index: SearchIndex<typeof fields>;

  /**
   * @param maxDocuments about this number of documents is kept
   * @param isModelOnly whether only the model is changed: to know what an index must contain after some steps
   */
  constructor(
    seed: number,
    private readonly maxDocuments: number,
    private readonly lexicon: Lexicon,
    private readonly isModelOnly = false,
  ) {
    this.random = new Random(seed);
    this.index = createIndex({ fields, lexicon });
  }

  /** Changes one document, and sometimes asks. @throws Error when an answer is not the model's */
  step(): void {
    const { random, counts } = this;
    counts.steps++;
    const kind = random.below(10);
    const isFull = this.ids.length >= this.maxDocuments;
    if (this.ids.length === 0 || (kind < 5 && !isFull)) this.add();
    else if (kind < 7) this.update();
    else if (kind < 9 || isFull) this.remove();
    const asked = random.below(4) === 0 ? this.drawQuestion() : undefined;
    if (asked && !this.isModelOnly) this.ask(asked);
  }

  private add(): void {
    const id = `${this.counts.steps}`;
    const document = this.drawDocument(id);
    this.counts.added++;
    this.ids.push(id);
    this.model.set(id, document);
    if (!this.isModelOnly) this.index.add(document);
  }

  private update(): void {
    const document = this.drawDocument(this.random.pick(this.ids));
    this.counts.updated++;
    this.model.set(document.id, document);
    if (!this.isModelOnly) this.index.update(document);
  }

  private remove(): void {
    const at = this.random.below(this.ids.length);
    const id = this.ids[at];
    this.counts.removed++;
    this.ids[at] = this.ids[this.ids.length - 1];
    this.ids.pop();
    this.model.delete(id);
    if (!this.isModelOnly && !this.index.remove(id)) throw new Error(`step ${this.counts.steps}: ${id} was not there`);
  }

  private drawText(maxLength: number): string {
    const { random } = this;
    return Array.from({ length: 1 + random.below(maxLength) }, () =>
      random.below(12) === 0 ? '，' : random.pick(characters),
    ).join('');
  }

  private drawDocument(id: string): SoakDocument {
    const { random } = this;
    return {
      id,
      title: this.drawText(12),
      body: this.drawText(200),
      author: [random.pick(authors)],
      page: random.below(40),
      more: { step: this.counts.steps },
    };
  }

  private drawQuestion(): {
    readonly phrase: string;
    readonly author: string;
    readonly id: string;
    readonly typed: string;
  } {
    const { random } = this;
    return {
      phrase:
        random.pick(characters) + random.pick(characters) + (random.below(3) === 0 ? random.pick(characters) : ''),
      author: random.pick(authors),
      id: `${random.below(this.counts.steps + 1)}`,
      typed: this.drawText(8),
    };
  }

  /** Asks for a phrase with a filter, a document and what a person may type. */
  private ask({ phrase, author, id, typed }: ReturnType<Soak['drawQuestion']>): void {
    const { index, model, counts } = this;
    const fail = (what: string) => {
      throw new Error(`step ${counts.steps}: ${what}`);
    };
    counts.searches++;
    const limit = model.size;
    const { hits } = index.search({ phrase }, { limit, filter: { author }, exactTotal: true, snippet: false });
    const expected = [...model.values()].filter(
      each => each.author[0] === author && (each.body.includes(phrase) || each.title.includes(phrase)),
    );
    const found = hits.map(hit => hit.id).sort();
    if (
      found.join() !==
      expected
        .map(each => each.id)
        .sort()
        .join()
    )
      fail(`${phrase} of ${author} finds ${found.join()}`);
    if (JSON.stringify(index.get(id)) !== JSON.stringify(model.get(id))) fail(`document ${id} is another one`);
    if (index.size !== model.size) fail(`the size is ${index.size}`);
    for (const hit of index.search(typed, { limit: 5 }).hits)
      if (JSON.stringify(hit.document) !== JSON.stringify(model.get(hit.id))) fail(`${typed} finds another ${hit.id}`);
    index.suggest(typed.slice(0, 2));
  }

  /** Saves the index as a file, whole or not at all, and goes on with what was saved. */
  save(path: string, onHalf?: () => void): void {
    this.counts.saves++;
    const bytes = this.index.toBytes();
    const file = openSync(`${path}.part`, 'w');
    const half = bytes.length >> 1;
    for (let at = 0; at < half; ) at += writeSync(file, bytes, at, half - at);
    onHalf?.();
    for (let at = half; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.part`, path);
    this.index = openIndex<typeof fields>(readFileSync(path), { lexicon: this.lexicon });
  }
}

/** Whether a saved file is whole and has exactly the documents of a model. @returns what is wrong; undefined when nothing is */
export function findFault(path: string, model: ReadonlyMap<string, SoakDocument>): string | undefined {
  const index = openIndex<typeof fields>(readFileSync(path));
  index.verify();
  if (index.size !== model.size) return `${index.size} documents instead of ${model.size}`;
  for (const [id, document] of model)
    if (JSON.stringify(index.get(id)) !== JSON.stringify(document)) return `document ${id} is another one`;
  return undefined;
}
