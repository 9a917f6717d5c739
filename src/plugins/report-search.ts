/** Tells whoever builds a site what can be searched in it. */
import { HansouError } from '../errors.ts';
import type { SkippedInput } from '../node/reading/document.ts';
import { type AddedSearch, type AddSearchRequest, addSearch } from '../node/site/add-search.ts';
import { toPrintable } from '../text/printable.ts';

/** Says how many pages can be searched, and which could not be read. */
function reportSearch({ documents, skipped }: AddedSearch): void {
  console.log(`hansou: ${documents} ${documents === 1 ? 'page' : 'pages'} can be searched`);
  reportSkipped(skipped);
}

/** Says which pages could not be read. */
export function reportSkipped(skipped: readonly SkippedInput[]): void {
  for (const { message } of skipped) console.warn(`hansou: skipped: ${toPrintable(message)}`);
}

/**
 * Adds a search to a site, and reports it. A site without pages stays as it is, with a warning.
 * @returns whether there is a search
 * @throws HansouError IO
 */
export function addAndReportSearch(request: AddSearchRequest): Promise<boolean> {
  return warnWithoutPages(request.folder, async () => reportSearch(await addSearch(request)));
}

/**
 * Does a step of a build that needs pages; a warning takes its place if there are none.
 * @param where the folder or the part of the site that is named in the warning
 * @returns whether it was done
 */
export async function warnWithoutPages(where: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (!(error instanceof HansouError) || error.code !== 'BAD_FILE') throw error;
    console.warn(`hansou: no page with text was found in ${toPrintable(where)}, so there is no search.`);
    return false;
  }
}
