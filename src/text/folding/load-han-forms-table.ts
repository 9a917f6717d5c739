/** The folded forms of Han characters. In a page, element/script/late-tables.ts takes the place of this file and loads them when a text needs them. */
import { foldAstral, hanTargets } from './han-forms.ts';

/** See han-forms.ts. */
export interface HanForms {
  readonly hanTargets: string;
  readonly foldAstral: readonly number[];
}

/** The forms if they are there. */
export function findHanForms(): HanForms | undefined {
  return { hanTargets, foldAstral };
}

/** The forms. @throws MissingBytes while they are not there */
export function loadHanForms(): HanForms {
  return { hanTargets, foldAstral };
}
