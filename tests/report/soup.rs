//! HTML as a browser reads it: elements with their attributes and text.

use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;

/// Elements that have no end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "img"];

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// Its text, that of the elements in it too.
    pub text: String,
    /// Names and classes of the elements that it stands in, outermost first.
    pub above: Vec<String>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }

    /// Whether it stands in an element of that class.
    pub fn is_in(&self, class: &str) -> bool {
        self.above.iter().any(|above| above.split(' ').any(|one| one == class))
    }
}

/// All elements in the order of their beginnings. Fails where one is not closed, or not in its turn.
#[track_caller]
pub fn elements(html: &str) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = utf8(&tag.name);
                let attributes = tag.attributes.iter().map(|(key, value)| (utf8(key), utf8(value))).collect();
                let above = open
                    .iter()
                    .map(|at| format!("{} {}", out[*at].name, out[*at].get("class").unwrap_or("")))
                    .collect();
                out.push(Element { name: name.clone(), attributes, text: String::new(), above });
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(out.len() - 1);
                }
            }
            Token::EndTag(tag) => {
                let at = open.pop().unwrap_or_else(|| panic!("</{}> closes nothing", utf8(&tag.name)));
                assert_eq!(out[at].name, utf8(&tag.name), "an element is closed out of turn");
            }
            Token::String(text) => {
                let text = utf8(&text);
                open.iter().for_each(|at| out[*at].text.push_str(&text));
            }
            Token::Doctype(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty(), "{} is not closed", out[open[0]].name);
    out
}
