//! The fields of an index: the id, as a column and stored; title and text, with positions and stored.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, FAST, STORED, STRING};
use tantivy::Index;

use crate::tokenizers;
use crate::Failure;

/// The name under which an index knows its tokenizer.
const TOKENIZER: &str = "terms";

#[derive(Clone, Copy)]
pub struct Fields {
    pub id: Field,
    pub title: Field,
    pub text: Field,
}

pub fn create() -> Schema {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let searchable = TextOptions::default().set_indexing_options(indexing).set_stored();
    schema.add_text_field("id", STRING | STORED | FAST);
    schema.add_text_field("title", searchable.clone());
    schema.add_text_field("text", searchable);
    schema.build()
}

pub fn fields(schema: &Schema) -> Result<Fields, Failure> {
    let field = |name| schema.get_field(name);
    Ok(Fields { id: field("id")?, title: field("title")?, text: field("text")? })
}

/// Has an index cut texts into terms of a kind.
pub fn register_terms(index: &Index, terms: tokenizers::Terms) {
    index.tokenizers().register(TOKENIZER, tokenizers::create(terms));
}
