/**
 * The part of the page's script with what is shown when a reader asks for it. For its functions holds what late.ts says of
 * its own.
 */
export { createArticleView } from '../views/article-view.ts';
export { markWords } from '../views/marked-words.ts';
