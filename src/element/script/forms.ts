/** The part of the page's script with the folded forms of Han characters (late-tables.ts): a module beside it. */
export { foldAstral, hanTargets } from '../../text/folding/han-forms.ts';
