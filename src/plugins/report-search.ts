/** Tells whoever builds a site what can be searched in it. */
import { HansouError } from '../errors.ts';
import { type AddedSearch, type AddSearchRequest, addSearch } from '../node/site/add-search.ts';

/** Says how many pages can be searched, and which could not be read. */
export function reportSearch({ documents, skipped }: AddedSearch): void {
  console.log(`hansou: ${documents} ${documents === 1 ? 'page' : 'pages'} can be searched`);
  for (const { message } of skipped) console.warn(`hansou: skipped: ${message}`);
}

/** Adds a search to a site, and reports it. A site without pages stays as it is, with a warning. @throws HansouError IO */
export async function addAndReportSearch(request: AddSearchRequest): Promise<void> {
  try {
    reportSearch(await addSearch(request));
  } catch (error) {
    if (!(error instanceof HansouError) || error.code !== 'BAD_FILE') throw error;
    console.warn(`hansou: no page with text was found in ${request.folder}, so there is no search.`);
  }
}
