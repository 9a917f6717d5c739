//! The task `query`: how long an index takes to answer.

use std::collections::HashSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Index, Searcher, TantivyDocument, Term};

use crate::clock::Timing;
use crate::schema::{self, Fields};
use crate::tokenizers::{self, Terms};
use crate::Failure;

/// Characters of a snippet, as hansou's default.
const SNIPPET_CHARACTERS: usize = 120;
/// The weight of the title, as hansou has it in this bench.
const TITLE_WEIGHT: f32 = 3.0;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryTask {
    terms: Terms,
    directory: String,
    query_file: String,
    limit: usize,
    /// Whether any document has a title: if not, titles are not searched.
    has_titles: bool,
}

/// Queries of one kind that are timed, and others that are asked before.
#[derive(Deserialize)]
struct QuerySet {
    timed: Queries,
    #[serde(rename = "warmUps")]
    warm_ups: Queries,
}

#[derive(Deserialize)]
struct Queries {
    all: Vec<String>,
    any: Vec<String>,
    quoted: Vec<String>,
    question: Vec<String>,
}

#[derive(Serialize)]
pub struct QueryAnswer {
    all: ModeAnswer,
    any: ModeAnswer,
    quoted: ModeAnswer,
    question: ModeAnswer,
    /// By quoted piece: the ids of all documents that it was found in.
    found: Vec<Vec<String>>,
    /// Number of snippets at which the engine panicked.
    panics: usize,
}

/// By what is asked for.
#[derive(Serialize)]
struct ModeAnswer {
    /// The best documents as numbers.
    numbers: Timing,
    /// The same, and the number of all that match.
    totals: Timing,
    /// The best documents by their ids, as strings.
    ids: Timing,
    /// The best documents with their texts and a snippet of each.
    snippets: Timing,
}

#[derive(Clone, Copy)]
enum Mode {
    All,
    Any,
    Quoted,
}

pub fn measure(task: &QueryTask) -> Result<QueryAnswer, Failure> {
    let QuerySet { timed, warm_ups } = serde_json::from_str(&fs::read_to_string(&task.query_file)?)?;
    let index = Index::open_in_dir(&task.directory)?;
    schema::register_terms(&index, task.terms);
    let mut opened = Opened::open(&index, task)?;
    // A snippet that panics is counted; its message would fill the screen.
    panic::set_hook(Box::new(|_| {}));
    let all = opened.measure_mode(&timed.all, &warm_ups.all, Mode::All)?;
    let any = opened.measure_mode(&timed.any, &warm_ups.any, Mode::Any)?;
    let question = opened.measure_mode(&timed.question, &warm_ups.question, Mode::Any)?;
    let quoted = opened.measure_mode(&timed.quoted, &warm_ups.quoted, Mode::Quoted)?;
    let found = timed.quoted.iter().map(|piece| opened.find_all(piece)).collect::<Result<_, _>>()?;
    Ok(QueryAnswer { all, any, quoted, question, found, panics: opened.panics })
}

struct Opened {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    fields: Fields,
    /// By segment: the ids of its documents.
    ids: Vec<StrColumn>,
    limit: usize,
    has_titles: bool,
    panics: usize,
}

impl Opened {
    fn open(index: &Index, task: &QueryTask) -> Result<Opened, Failure> {
        let searcher = index.reader()?.searcher();
        let column = |reader: &tantivy::SegmentReader| -> Result<StrColumn, Failure> {
            Ok(reader.fast_fields().str("id")?.ok_or("a segment has no ids")?)
        };
        let ids = searcher.segment_readers().iter().map(column).collect::<Result<_, _>>()?;
        Ok(Opened {
            analyzer: tokenizers::create(task.terms),
            fields: schema::fields(&index.schema())?,
            ids,
            limit: task.limit,
            has_titles: task.has_titles,
            panics: 0,
            searcher,
        })
    }

    fn measure_mode(&mut self, timed: &[String], warm_ups: &[String], mode: Mode) -> Result<ModeAnswer, Failure> {
        Ok(ModeAnswer {
            numbers: self.time(timed, warm_ups, mode, Opened::numbers)?,
            totals: self.time(timed, warm_ups, mode, Opened::totals)?,
            ids: self.time(timed, warm_ups, mode, Opened::best_ids)?,
            snippets: self.time(timed, warm_ups, mode, Opened::snippets)?,
        })
    }

    /// Times each query once, after one other of its kind for each; cutting the query is part of it.
    fn time(
        &mut self,
        timed: &[String],
        warm_ups: &[String],
        mode: Mode,
        ask: fn(&mut Opened, &dyn Query) -> Result<usize, Failure>,
    ) -> Result<Timing, Failure> {
        for text in warm_ups.iter().take(timed.len()) {
            let query = self.parse(text, mode);
            ask(self, &*query)?;
        }
        let mut times = Vec::with_capacity(timed.len());
        for text in timed {
            let start = Instant::now();
            let query = self.parse(text, mode);
            let returned = ask(self, &*query)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
            std::hint::black_box(returned);
        }
        Ok(Timing::of(times))
    }

    fn parse(&mut self, text: &str, mode: Mode) -> Box<dyn Query> {
        let terms = tokenizers::list(&mut self.analyzer, text);
        match mode {
            Mode::Quoted => self.both_fields(|field| phrase(&terms, field)),
            Mode::All => self.words(&terms, Occur::Must),
            Mode::Any => self.words(&terms, Occur::Should),
        }
    }

    fn words(&self, terms: &[(usize, String)], occur: Occur) -> Box<dyn Query> {
        let mut seen = HashSet::new();
        let different = terms.iter().filter(|(_, term)| seen.insert(term.as_str()));
        let clauses = different.map(|(_, term)| {
            let of_field = |field| -> Box<dyn Query> {
                Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
            };
            (occur, self.both_fields(of_field))
        });
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    /// A query in title or text.
    fn both_fields(&self, of_field: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
        let in_text = of_field(self.fields.text);
        if !self.has_titles {
            return in_text;
        }
        let in_title: Box<dyn Query> = Box::new(BoostQuery::new(of_field(self.fields.title), TITLE_WEIGHT));
        Box::new(BooleanQuery::new(vec![(Occur::Should, in_title), (Occur::Should, in_text)]))
    }

    fn best(&self, query: &dyn Query) -> Result<Vec<(f32, DocAddress)>, Failure> {
        Ok(self.searcher.search(query, &TopDocs::with_limit(self.limit).order_by_score())?)
    }

    fn numbers(&mut self, query: &dyn Query) -> Result<usize, Failure> {
        Ok(self.best(query)?.len())
    }

    fn totals(&mut self, query: &dyn Query) -> Result<usize, Failure> {
        let collector = (TopDocs::with_limit(self.limit).order_by_score(), Count);
        let (best, total) = self.searcher.search(query, &collector)?;
        Ok(best.len() + total)
    }

    fn best_ids(&mut self, query: &dyn Query) -> Result<usize, Failure> {
        let best = self.best(query)?;
        let ids = best.into_iter().map(|(_, address)| self.id(address)).collect::<Result<Vec<_>, _>>()?;
        Ok(ids.iter().map(String::len).sum())
    }

    fn snippets(&mut self, query: &dyn Query) -> Result<usize, Failure> {
        let best = self.best(query)?;
        let mut generator = SnippetGenerator::create(&self.searcher, query, self.fields.text)?;
        generator.set_max_num_chars(SNIPPET_CHARACTERS);
        let mut length = 0;
        for (_, address) in best {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let snippet = panic::catch_unwind(AssertUnwindSafe(|| generator.snippet_from_doc(&document).to_html()));
            match snippet {
                Ok(html) => length += html.len(),
                Err(_) => self.panics += 1,
            }
        }
        Ok(length)
    }

    fn find_all(&mut self, piece: &str) -> Result<Vec<String>, Failure> {
        let query = self.parse(piece, Mode::Quoted);
        let every = self.searcher.num_docs() as usize;
        let found = self.searcher.search(&*query, &TopDocs::with_limit(every).order_by_score())?;
        found.into_iter().map(|(_, address)| self.id(address)).collect()
    }

    fn id(&self, DocAddress { segment_ord, doc_id }: DocAddress) -> Result<String, Failure> {
        let column = &self.ids[segment_ord as usize];
        let ordinal = column.term_ords(doc_id).next().ok_or("a document has no id")?;
        let mut id = String::new();
        column.ord_to_str(ordinal, &mut id)?;
        Ok(id)
    }
}

/// The terms of a piece of text at their places.
fn phrase(terms: &[(usize, String)], field: Field) -> Box<dyn Query> {
    let mut placed: Vec<(usize, Term)> =
        terms.iter().map(|(position, term)| (*position, Term::from_field_text(field, term))).collect();
    match placed.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(placed.remove(0).1, IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new_with_offset_and_slop(placed, 0)),
    }
}
