//! The corpus file of the bench: each line is `{ title, text }`. A document's id is the number of its line, from 0.

use std::fs::File;
use std::io::{BufRead, BufReader};

use serde::Deserialize;

use crate::Failure;

#[derive(Deserialize)]
pub struct Document {
    pub title: String,
    pub text: String,
}

/// Reads at most `count` documents.
pub fn read(path: &str, count: usize) -> Result<Vec<Document>, Failure> {
    let lines = BufReader::new(File::open(path)?).lines();
    lines.take(count).map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}
