//! The JSON Schemas are made from the types, and committed for readers in other languages.

use newsprint::ledger::file::{EntryLine, Header};
use newsprint::write::Document;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use super::golden;

/// A line of a ledger file: the first is the header.
#[derive(JsonSchema)]
#[schemars(untagged, title = "newsprint-edits/1")]
#[expect(dead_code, reason = "it lends its schema only")]
enum LedgerLine {
    Header(Header),
    Entry(EntryLine),
}

/// Compares the schema of what is written, in which a field that is always there is required.
#[track_caller]
fn check<T: JsonSchema>(file: &str, expected: &str) {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    let found = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    golden::compare(&format!("docs/schema/{file}"), &found, expected);
}

#[test]
fn of_the_document() {
    check::<Document>("newsprint-1.json", include_str!("../../docs/schema/newsprint-1.json"));
}

#[test]
fn of_the_ledger() {
    let expected = include_str!("../../docs/schema/newsprint-edits-1.json");
    check::<LedgerLine>("newsprint-edits-1.json", expected);
}
