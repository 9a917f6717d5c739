/** The search of a site in development: its index is built from the sources when it is asked for. */
import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { sendFile, sendText } from '../node/serving/send-file.ts';
import { elementPartNames, findElementScript } from '../node/site/element-script.ts';
import { pageStyle, renderSearchPage } from '../node/site/search-page.ts';

/** Where the search is, and how its index is made. */
export interface DevelopmentSearchOptions {
  /** The address of the site, with a slash at its end. */
  readonly base: string;
  /** The folder for the index. */
  readonly folder: string;
  /** Builds the index at a path. */
  readonly build: (output: string) => Promise<void>;
}

/**
 * Answers requests below `<base>hansou/`, as the files of `addSearch` do.
 *
 * Law: an index that is sent was begun after the last change that was told (`change`). It is not built before it is asked
 * for, and not twice at a time.
 */
export class DevelopmentSearch {
  private readonly address: string;
  private readonly index: string;
  private building: Promise<void> | undefined;
  private isStale = true;

  constructor(private readonly options: DevelopmentSearchOptions) {
    this.address = `${options.base}hansou/`;
    this.index = join(options.folder, 'site.hansou');
  }

  /** A source has changed. */
  change(): void {
    this.isStale = true;
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
    response.setHeader('cache-control', 'no-cache');
    if (name === 'site.hansou') {
      await this.buildIfStale();
      sendFile(request, response, this.index);
    } else if (name === 'search.js') sendFile(request, response, script);
    else if (elementPartNames.includes(name)) sendFile(request, response, join(dirname(script), name));
    else if (name === 'page.css') sendText(request, response, 200, pageStyle, 'text/css; charset=utf-8');
    else if (name === '' || name === 'index.html') {
      const page = renderSearchPage({ title: '搜索', source: 'site.hansou' });
      sendText(request, response, 200, page, 'text/html; charset=utf-8');
    } else sendText(request, response, 404, 'There is no such file.');
  }

  private async buildIfStale(): Promise<void> {
    while (this.isStale || this.building) {
      this.building ??= this.build();
      await this.building;
    }
  }

  private async build(): Promise<void> {
    this.isStale = false;
    mkdirSync(this.options.folder, { recursive: true });
    try {
      await this.options.build(this.index);
    } catch (error) {
      this.isStale = true;
      throw error;
    } finally {
      this.building = undefined;
    }
  }
}
