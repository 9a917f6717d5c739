/** The study `typed`: whether what readers type finds what they mean, on sets drawn from the corpus and by hand. */
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createSegmenter } from '../../../src/index.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import { Random } from '../../random.ts';
import type { PartReport, Row } from '../../report/report.ts';
import { countTopicHits } from './character-questions.ts';
import { headArticle, indexArticles } from './corpus-index.ts';
import { drawHeadlines, scoreHeadlines } from './headlines.ts';
import { countLawArticles } from './law-articles.ts';
import { drawSentences, findLostSentences } from './sentences.ts';
import { drawWantedWords, measureSuggestions } from './suggestions.ts';

const seed = 25;
const counts = { headlines: 600, sentences: 4000, words: 1000 };
const smokeCounts = { headlines: 20, sentences: 100, words: 50 };

export async function typedStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const {
    headlines: headlineCount,
    sentences: sentenceCount,
    words: wordCount,
  } = options.isSmoke ? smokeCounts : counts;
  const documents = await readCorpusDocuments(corpus);
  const lexicon = await baseLexicon();
  const segmenter = createSegmenter({ lexicon });
  const cut = (whole: string) => segmenter.cut(whole);
  const random = new Random(seed);
  const articles = documents.map(headArticle);
  const headlines = drawHeadlines(articles, cut, headlineCount, random);
  const sentences = drawSentences(documents, sentenceCount, random);
  const words = drawWantedWords(articles, cut, wordCount, random);
  const bodies = indexArticles(articles, lexicon, false);
  const plain = scoreHeadlines(bodies, headlines, 'plain');
  const marked = scoreHeadlines(bodies, headlines, 'marked');
  const lost = findLostSentences(sentences, lexicon);
  const laws = countLawArticles(lexicon);
  const whole = indexArticles(articles, lexicon, true);
  const topics = countTopicHits(whole, articles);
  const titles = indexArticles(
    articles.map(({ title }) => ({ title, body: '' })),
    lexicon,
    true,
  );
  const suggestions = measureSuggestions(titles, words);
  const row = (name: string, right: number, all: number): Row => ({ name, cells: [{ value: right }, { value: all }] });
  const drawn = (name: string, got: number, wanted: number) =>
    got < wanted ? [`The corpus has only ${got} of ${wanted} ${name}.`] : [];
  return {
    name: 'typed',
    title: 'What readers type',
    about: [
      'Headlines are first sentences whose articles are indexed without them; marks around a word, rubrics and remarks are added by rule. Sentences of 2 to 30 characters, some of them spoken ones written by hand, are asked as they stand. Sixty articles of a law are asked for by number, and twenty questions have single characters as their topic (鱼怎么做).',
    ],
    material: `${corpus.about}.`,
    tables: [
      {
        title: 'Pasted headlines',
        rowHeading: 'headline',
        columns: [
          { title: 'headlines', digits: 0 },
          { title: 'nDCG@10', digits: 3, better: 'higher' },
        ],
        rows: [
          { name: 'without marks', cells: [{ value: headlines.length }, { value: plain }] },
          { name: 'with marks', cells: [{ value: headlines.length }, { value: marked }] },
        ],
      },
      {
        title: 'Questions and sentences',
        rowHeading: 'what is typed',
        columns: [
          { title: 'right', digits: 0, better: 'higher' },
          { title: 'all', digits: 0 },
        ],
        rows: [
          row('a sentence finds itself among the first three', sentences.length - lost.length, sentences.length),
          row('公司法第…条的内容是什么: the article is first', laws.han, laws.all),
          row('the same in digits', laws.digits, laws.all),
          row('鱼怎么做: hits with both characters', topics.right, topics.all),
        ],
      },
      {
        title: 'Suggestions',
        about:
          'The wanted word, drawn from the headlines as often as it stands there, is among ten of an index of the headlines.',
        rowHeading: 'what is typed',
        columns: [
          { title: 'words', digits: 0 },
          { title: 'suggested', unit: '%', digits: 1, better: 'higher' },
          { title: 'median', unit: 'µs', digits: 0, better: 'lower' },
        ],
        rows: suggestions.map(({ kind, words, found, medianMicroseconds }) => ({
          name: kind,
          cells: [{ value: words }, { value: words > 0 ? (100 * found) / words : 0 }, { value: medianMicroseconds }],
        })),
      },
    ],
    notes: [
      ...drawn('headlines', headlines.length, headlineCount),
      ...drawn('sentences', sentences.length, sentenceCount),
      ...drawn('words', words.length, wordCount),
      ...lost.slice(0, 20).map(sentence => `${sentence} does not find itself.`),
    ],
  };
}
