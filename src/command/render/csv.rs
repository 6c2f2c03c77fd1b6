//! One row for each incident, for spreadsheets and data frames.

use jiken::{DateKind, Exposure, Incident};

use crate::command::{
    document::{Document, Origin},
    names::{Names, shown},
};

const HEADER: [&str; 22] = [
    "source",
    "incident",
    "title",
    "organization",
    "primary_cause",
    "primary_cause_name",
    "confidence",
    "causes",
    "status",
    "data_exposed",
    "data_possible",
    "data_excluded",
    "count",
    "count_unit",
    "occurred",
    "discovered",
    "announced",
    "third_party",
    "start",
    "end",
    "duties",
    "tables_version",
];

/// The header, after a byte order mark where that is wished for.
pub fn header(bom: bool) -> Vec<u8> {
    let mut bytes = if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(records([HEADER.map(str::to_owned)]));
    bytes
}

/// A row for each incident of a document.
pub fn rows(document: &Document, names: &Names) -> Vec<u8> {
    let Ok(found) = &document.result else { return Vec::new() };
    let source = source(document);
    let incidents = found.analysis.incidents.iter().enumerate();
    let tables = &found.analysis.tables_version;
    records(incidents.map(|(place, incident)| row(&source, place + 1, incident, tables, names)))
}

/// How a row names the text: by its file, or by its id.
pub fn source(document: &Document) -> String {
    match &document.origin {
        Origin::File(label) => label.clone(),
        Origin::Record { id, .. } => {
            let written = id.as_ref().map_or("", |id| id.get());
            serde_json::from_str(written).unwrap_or_else(|_| written.to_owned())
        }
    }
}

fn row(
    source: &str,
    number: usize,
    incident: &Incident,
    tables: &str,
    names: &Names,
) -> [String; HEADER.len()] {
    let primary = incident.causes.first();
    let causes = incident.causes.iter().map(|cause| cause.id.as_str());
    let data = |status: Exposure| {
        join(incident.data_types.iter().filter(|data| data.status == status).map(|d| d.id.as_str()))
    };
    let date = |kind: DateKind| {
        let first = incident.dates.iter().find(|date| date.kind == kind);
        first.map_or_else(String::new, |date| date.iso.clone())
    };
    let count = incident.count.as_ref();
    [
        source.to_owned(),
        number.to_string(),
        incident.title.clone(),
        incident.organization.clone().unwrap_or_default(),
        primary.map_or_else(String::new, |cause| cause.id.clone()),
        primary.map_or_else(String::new, |cause| names.label(&cause.id).to_owned()),
        primary.map_or_else(String::new, |cause| format!("{:.2}", cause.confidence)),
        join(causes),
        id_of(incident.status),
        data(Exposure::Exposed),
        data(Exposure::Possible),
        data(Exposure::Excluded),
        count.map_or_else(String::new, |count| count.value.to_string()),
        count.map_or_else(String::new, |count| count.unit.clone()),
        date(DateKind::Occurred),
        date(DateKind::Discovered),
        date(DateKind::Announced),
        incident.third_party.to_string(),
        incident.start.to_string(),
        incident.end.to_string(),
        join(incident.reporting.duties.iter().map(|duty| duty.rule.as_str())),
        tables.to_owned(),
    ]
}

/// Several ids in one cell.
fn join<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    ids.collect::<Vec<_>>().join(";")
}

/// The name that JSON uses too.
fn id_of(status: jiken::Status) -> String {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(id)) => id,
        _ => String::new(),
    }
}

fn records<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.map(harmless)).expect("writing into memory succeeds");
    }
    writer.into_inner().expect("writing into memory succeeds")
}

/// A cell on one line that no spreadsheet takes for a formula: one that begins like a formula, in full
/// width too, gets an apostrophe before it.
fn harmless(cell: String) -> String {
    let cell = shown(&cell);
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if cell.trim_start().starts_with(formula) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::render::sample;

    #[test]
    fn cells_that_begin_like_a_formula_are_harmless() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+81", "'+81"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("＝1+1", "'＝1+1"),
            ("\t\r=1", "' =1"),
            ("a=1", "a=1"),
            ("a\0b\r\nc", "a␀b c"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell.into()), expected);
        }
    }

    #[test]
    fn a_row_has_a_cell_under_every_heading() {
        let names = sample::names();
        let bytes = [header(false), rows(&sample::file(Ok(sample::found())), &names)].concat();
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        let headings = reader.headers().unwrap().clone();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1);
        let cell = |heading: &str| {
            let place = headings.iter().position(|h| h == heading).unwrap();
            rows[0].get(place).unwrap()
        };
        for (heading, expected) in [
            ("source", "記事.txt"),
            ("incident", "1"),
            ("title", "'=さくら商事、\"誤送信\"で 1,204名"),
            ("organization", "さくら商事株式会社"),
            ("primary_cause", "misdirected_email"),
            ("confidence", "0.97"),
            ("causes", "misdirected_email;misconfiguration"),
            ("status", "confirmed"),
            ("data_exposed", "name;email"),
            ("data_possible", "phone"),
            ("data_excluded", "credit_card"),
            ("count", "1204"),
            ("count_unit", "名"),
            ("occurred", "'--05-07"),
            ("discovered", ""),
            ("announced", "2024-05-09"),
            ("third_party", "true"),
            ("start", "0"),
            ("end", "120"),
            ("duties", "appi_many"),
            ("tables_version", "builtin-0"),
        ] {
            assert_eq!(cell(heading), expected, "{heading}");
        }
    }

    #[test]
    fn the_byte_order_mark_comes_only_when_wished_for() {
        assert!(header(true).starts_with(b"\xef\xbb\xbfsource,"));
        assert!(header(false).starts_with(b"source,"));
    }
}
