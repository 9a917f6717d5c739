/**
 * What happens in the page that a hit leads to, if it loads the script: the words are marked, and a bar leads from one place
 * to the next. Entry point: `markArrival`.
 */
import { whenLoaded } from '../remote/loading.ts';
import { recallWords } from './hit-links.ts';
import { markWords } from './views/marked-words.ts';

/** Marks the words that the page was opened for, and shows the first of them. The text of the page stays as it is. */
export function markArrival(): void {
  const words = recallWords();
  if (words.length === 0) return;
  const mark = () => whenLoaded(() => markWords(words)).catch(error => console.warn(error));
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mark);
  else void mark();
}
