/** Unpacks the browser once for all tests; those that need one are reported as skipped where there is none. */
import type { TestProject } from 'vitest/node';
import { type BrowserPlace, unpackBrowser } from '../../bench/web/browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserPlace;
  }
}

/** Provides the browser; returns a function that removes it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { path, libraries, remove } = await unpackBrowser();
  project.provide('browser', { path, libraries });
  return remove;
}
