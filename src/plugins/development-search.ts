/** The search of a site in development: its indexes are built from the sources when they are asked for. */
import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { HansouError } from '../errors.ts';
import { sendFile, sendText } from '../node/serving/send-file.ts';
import { elementPartNames, findElementScript } from '../node/site/element-script.ts';
import { pageStyle, renderSearchPage } from '../node/site/search-page.ts';
import { toPrintable } from '../text/printable.ts';

/** Where the search is, and how its indexes are made. */
export interface DevelopmentSearchOptions {
  /** The address of the site, with a slash at its end. */
  readonly base: string;
  /** The folder for the indexes. */
  readonly folder: string;
  /** The names of the indexes as they are now, at least one, without their extension (default `site` alone). */
  readonly names?: () => readonly string[];
  /** Builds the index of a name at a path. */
  readonly build: (output: string, name: string) => Promise<void>;
}

/**
 * Answers requests below `<base>hansou/`, as the files of `addSearch` do.
 *
 * Law: an index that is sent was begun after the last change that was told (`change`). It is not built before it is asked
 * for, and not twice at a time.
 */
export class DevelopmentSearch {
  private readonly address: string;
  /** By name. */
  private readonly indexes = new Map<string, IndexOnDemand>();

  constructor(private readonly options: DevelopmentSearchOptions) {
    this.address = `${options.base}hansou/`;
  }

  /** A source has changed. */
  change(): void {
    for (const index of this.indexes.values()) index.change();
  }

  /** Answers a request, or calls `next` if it asks for something else. For servers such as connect. */
  readonly handle = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    // Servers of development cut the base off, and keep the address as it was.
    const { originalUrl } = request as { originalUrl?: string };
    const path = /^[^?#]*/.exec(originalUrl ?? request.url ?? '')![0];
    if (!path.startsWith(this.address)) next();
    else this.answer(path.slice(this.address.length), request, response).catch(next);
  };

  private async answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const script = findElementScript();
    const index = this.findIndex(name);
    response.setHeader('cache-control', 'no-cache');
    if (index) {
      try {
        await index.bringUpToDate();
      } catch (error) {
        if (!(error instanceof HansouError)) throw error;
        // Who made the site reads the console, not the answer.
        console.warn(`hansou: ${toPrintable(error.message)}`);
        sendText(request, response, error.code === 'BAD_FILE' ? 404 : 500, error.message);
        return;
      }
      sendFile(request, response, index.path);
    } else if (name === 'search.js') sendFile(request, response, script);
    else if (elementPartNames.includes(name)) sendFile(request, response, join(dirname(script), name));
    else if (name === 'page.css') sendText(request, response, 200, pageStyle, 'text/css; charset=utf-8');
    else if (name === '' || name === 'index.html') {
      const page = renderSearchPage({ title: '搜索', source: `${encodeURIComponent(this.names[0])}.hansou` });
      sendText(request, response, 200, page, 'text/html; charset=utf-8');
    } else sendText(request, response, 404, 'There is no such file.');
  }

  private get names(): readonly string[] {
    return this.options.names?.() ?? ['site'];
  }

  /** The index that a file name of an address stands for, as far as there is one. */
  private findIndex(file: string): IndexOnDemand | undefined {
    const name = /^(.+)\.hansou$/.exec(decodeName(file))?.[1];
    if (name === undefined || !this.names.includes(name)) return undefined;
    let index = this.indexes.get(name);
    if (!index) {
      const path = join(this.options.folder, `${name}.hansou`);
      index = new IndexOnDemand(path, () => this.options.build(path, name));
      this.indexes.set(name, index);
    }
    return index;
  }
}

/** A part of an address as it is written in a file system; one that is no address stays as it is. */
function decodeName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An index that is built when it is asked for, if its sources have changed. */
class IndexOnDemand {
  private building: Promise<void> | undefined;
  private isStale = true;

  constructor(
    readonly path: string,
    private readonly buildNow: () => Promise<void>,
  ) {}

  change(): void {
    this.isStale = true;
  }

  async bringUpToDate(): Promise<void> {
    while (this.isStale || this.building) {
      this.building ??= this.build();
      await this.building;
    }
  }

  private async build(): Promise<void> {
    this.isStale = false;
    mkdirSync(dirname(this.path), { recursive: true });
    try {
      await this.buildNow();
    } catch (error) {
      this.isStale = true;
      throw error;
    } finally {
      this.building = undefined;
    }
  }
}
