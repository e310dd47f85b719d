//! XML as the readers of page formats see it: tags by their local names, text with its references resolved, and where
//! in the file something odd stands.
//!
//! Nothing is looked up outside the file, and nothing that a file declares is expanded: a reference to an entity that is
//! not one of the five of XML stays as it is printed. Memory is bounded by the size of the file, for any nesting.

mod encoding;
mod numbers;
mod odd;
mod text;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

pub(super) use encoding::{Decoded, decode};
pub(super) use numbers::{Number, decimal, number, points};
pub(super) use odd::Odd;
pub(super) use text::{mended, push_text, trimmed};

/// A piece of a file.
enum Node<'a> {
    /// A tag that opens an element. Where `empty` holds, no [`Node::Close`] follows.
    Open { tag: Tag<'a>, empty: bool },
    /// The tag that closes the innermost open element; its local name.
    Close(Close<'a>),
    /// Text, with its references resolved.
    Text,
    /// The file ends here.
    End,
}

/// An opening tag.
pub(super) struct Tag<'a>(BytesStart<'a>);

/// A closing tag.
struct Close<'a>(quick_xml::events::BytesEnd<'a>);

impl Tag<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// Its attributes that can be read, by their names without prefix; values as they stand in the file.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut all = self.0.attributes();
        // A repeated attribute costs nothing to pass over, and checking costs more than the rest.
        all.with_checks(false);
        all.filter_map(Result::ok).map(|attribute| {
            let value = match attribute.value {
                std::borrow::Cow::Borrowed(value) => value,
                // A tag borrows from the file, so its values do.
                std::borrow::Cow::Owned(_) => "",
            };
            (local(attribute.key.0), value)
        })
    }

    /// The value of an attribute as it stands in the file.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl Close<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        local(self.0.name().0)
    }
}

/// The part of a name behind its prefix.
fn local(name: &str) -> &str {
    // Names are too short for a search by blocks to be worth its call.
    match name.bytes().position(|byte| byte == b':') {
        Some(at) => &name[at + 1..],
        None => name,
    }
}

/// A reader of a format, as the elements of a file pass by.
pub(super) trait Listener {
    /// An element opens.
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>);
    /// An element of that local name closes; also one that was empty.
    fn close(&mut self, name: &str, xml: &mut Xml<'_>);
}

/// Where and why a file is no XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// Physical line of the file.
    pub line: u32,
    /// What is wrong there.
    pub what: String,
}

/// A file that is read from its beginning to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    file: &'a str,
    /// Text of the elements that are being listened to.
    heard: String,
    listens: bool,
    /// How many elements are open.
    depth: usize,
    /// A physical line that was counted, and where it begins.
    counted: (u32, usize),
    /// What is odd so far.
    pub odd: Odd,
}

impl<'a> Xml<'a> {
    pub fn new(file: &'a str) -> Self {
        let mut reader = Reader::from_str(file);
        let config = reader.config_mut();
        // A lone `&` in text is as good as printed, and loses nothing.
        config.allow_dangling_amp = true;
        config.check_comments = false;
        Self { reader, file, heard: String::new(), listens: false, depth: 0, counted: (1, 0), odd: Odd::default() }
    }

    /// Tells every element of the file.
    pub fn walk(&mut self, to: &mut impl Listener) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Node::Open { tag, empty } => {
                    to.open(&tag, self);
                    if empty {
                        to.close(tag.name(), self);
                    }
                }
                Node::Close(tag) => to.close(tag.name(), self),
                Node::Text => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// The next piece.
    fn next(&mut self) -> Result<Node<'a>, Broken> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let line = self.line_at(self.reader.error_position() as usize);
                    return Err(Broken { line, what: error.to_string() });
                }
            };
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    return Ok(Node::Open { tag: Tag(tag), empty: false });
                }
                Event::Empty(tag) => return Ok(Node::Open { tag: Tag(tag), empty: true }),
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close(Close(tag)));
                }
                Event::Text(text) if self.listens => {
                    self.heard.push_str(&text);
                    return Ok(Node::Text);
                }
                Event::CData(text) if self.listens => {
                    self.heard.push_str(&text);
                    return Ok(Node::Text);
                }
                Event::GeneralRef(name) if self.listens => {
                    if !text::push_reference(&name, &mut self.heard) {
                        self.unknown_entity(&name);
                    }
                    return Ok(Node::Text);
                }
                Event::Eof if self.depth == 0 => return Ok(Node::End),
                Event::Eof => {
                    let (line, depth) = (self.line_at(self.file.len()), self.depth);
                    return Err(Broken { line, what: format!("the file ends inside {depth} open elements") });
                }
                _ => {}
            }
        }
    }

    /// Listens to text from here on.
    pub fn listen(&mut self) {
        self.heard.clear();
        self.listens = true;
    }

    /// The text since [`Self::listen`], which ends here. Its line ends are those of the file.
    pub fn heard(&mut self) -> &str {
        self.listens = false;
        &self.heard
    }

    /// The value of an attribute with its references resolved.
    pub fn value(&mut self, raw: &str) -> String {
        let mut out = String::new();
        self.push_value(raw, &mut out);
        out
    }

    /// Adds the value of an attribute, with its references resolved and its line ends made spaces.
    pub fn push_value(&mut self, raw: &str, out: &mut String) {
        if let Some(unknown) = push_text(raw, out) {
            self.unknown_entity(unknown);
        }
    }

    fn unknown_entity(&mut self, name: &str) {
        let name: String = name.chars().take(40).collect();
        self.warn(&format!("the entity `&{name};` is not one of XML's own and stays as it is; none is expanded"));
    }

    /// Physical line of the place that was read up to.
    pub fn line(&mut self) -> u32 {
        self.line_at(self.reader.buffer_position() as usize)
    }

    fn line_at(&mut self, at: usize) -> u32 {
        let at = at.min(self.file.len());
        let (line, from) = if at < self.counted.1 { (1, 0) } else { self.counted };
        let line = line + memchr::memchr_iter(b'\n', &self.file.as_bytes()[from..at]).count() as u32;
        self.counted = (line, at);
        line
    }

    /// Notes that something is odd here.
    pub fn warn(&mut self, message: &str) {
        if self.odd.is_full() {
            self.odd.add(0, "");
        } else {
            let line = self.line();
            self.odd.add(line, message);
        }
    }
}
