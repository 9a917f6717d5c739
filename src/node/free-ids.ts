/** Other ids for documents whose ids other documents have: two files of records often count from 1. */
import { HansouError } from '../errors.ts';

/** A document, as far as it matters here. */
interface NamedDocument {
  readonly id: string;
  readonly file: string;
}

/**
 * Adds documents under ids that are free. Law: no document is lost for its id, and no two have the same one.
 */
export class FreeIds {
  /** By `<file>#<id>`: how often it was tried. */
  private readonly tried = new Map<string, number>();

  /**
   * Adds a document, under `<file>#<id>`, `<file>#<id>#2` … if another one has its id.
   * @param add adds it to the index; throws DUPLICATE_ID when the index has its id
   * @returns its id in the index
   */
  async add<D extends NamedDocument>(document: D, add: (document: D) => Promise<unknown>): Promise<string> {
    const own = `${document.file}#${document.id}`;
    let { id } = document;
    for (;;)
      try {
        await add(id === document.id ? document : { ...document, id });
        return id;
      } catch (error) {
        if (!(error instanceof HansouError) || error.code !== 'DUPLICATE_ID') throw error;
        const count = (this.tried.get(own) ?? 0) + 1;
        this.tried.set(own, count);
        id = count === 1 ? own : `${own}#${count}`;
      }
  }
}
