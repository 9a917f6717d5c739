//! What a text is indexed by. All leave out signs and blanks and make letters small, as for all peers of the bench; a position is
//! the number of a character, where the cutter tells it.

use serde::Deserialize;
use tantivy::tokenizer::{LowerCaser, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer};

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Terms {
    /// The words of jieba-rs in search mode, with its model for unknown words, as tantivy-jieba gives them.
    Words,
    /// Every character and every pair of neighbouring characters.
    Characters,
    /// The words of charabia, Meilisearch's tokenizer; their positions are ordinals.
    Charabia,
}

pub fn create(terms: Terms) -> TextAnalyzer {
    match terms {
        Terms::Words => {
            TextAnalyzer::builder(tantivy_jieba::JiebaTokenizer::new()).filter(WithoutSigns).filter(LowerCaser).build()
        }
        Terms::Characters => TextAnalyzer::builder(Cutter(cut_characters)).filter(LowerCaser).build(),
        Terms::Charabia => TextAnalyzer::builder(Cutter(cut_by_charabia)).build(),
    }
}

/// The terms of a text with their positions.
pub fn list(analyzer: &mut TextAnalyzer, text: &str) -> Vec<(usize, String)> {
    let mut terms = Vec::new();
    analyzer.token_stream(text).process(&mut |token| terms.push((token.position, token.text.clone())));
    terms
}

/// A tokenizer that cuts a whole text at once.
#[derive(Clone)]
struct Cutter(fn(&str) -> Vec<Token>);

struct Cut {
    tokens: Vec<Token>,
    /// One more than the place of the current token.
    at: usize,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut {
        Cut { tokens: (self.0)(text), at: 0 }
    }
}

impl TokenStream for Cut {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.at - 1]
    }
}

fn cut_characters(text: &str) -> Vec<Token> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let is_term = |at: usize| characters.get(at).is_some_and(|(_, character)| character.is_alphanumeric());
    let offset = |at: usize| characters.get(at).map_or(text.len(), |(offset, _)| *offset);
    let mut tokens = Vec::with_capacity(2 * characters.len());
    for position in 0..characters.len() {
        for length in 1..=2 {
            if !is_term(position + length - 1) {
                break;
            }
            let (offset_from, offset_to) = (offset(position), offset(position + length));
            let text = text[offset_from..offset_to].to_string();
            tokens.push(Token { offset_from, offset_to, position, text, position_length: length });
        }
    }
    tokens
}

fn cut_by_charabia(text: &str) -> Vec<Token> {
    use charabia::Tokenize;
    let words = text.tokenize().filter(|token| token.is_word()).enumerate();
    words
        .map(|(position, token)| Token {
            offset_from: token.byte_start,
            offset_to: token.byte_end,
            position,
            text: token.lemma().to_string(),
            position_length: 1,
        })
        .collect()
}

/// Drops tokens without a letter or digit of any script.
#[derive(Clone)]
struct WithoutSigns;

#[derive(Clone)]
struct WithoutSignsTokenizer<T>(T);

struct WithoutSignsStream<T>(T);

impl TokenFilter for WithoutSigns {
    type Tokenizer<T: Tokenizer> = WithoutSignsTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> WithoutSignsTokenizer<T> {
        WithoutSignsTokenizer(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for WithoutSignsTokenizer<T> {
    type TokenStream<'a> = WithoutSignsStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        WithoutSignsStream(self.0.token_stream(text))
    }
}

impl<T: TokenStream> TokenStream for WithoutSignsStream<T> {
    fn advance(&mut self) -> bool {
        while self.0.advance() {
            if self.0.token().text.chars().any(char::is_alphanumeric) {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}
