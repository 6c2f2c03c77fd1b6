//! A short report in Japanese, to be pasted into a ticket or a wiki.

use jiken::Firing;

use crate::command::{
    document::{Document, Found},
    names::{self, Names, shown},
    render::words::{self, Line, cancelled_words, incident_words, label_words},
};

/// What stands before the first document.
pub const OPENING: &str = "# 情報セキュリティ事案の分類結果\n\n";

/// What stands after the last document.
pub fn closing(names: &Names) -> String {
    format!(
        "\n---\n\njiken {} による自動分類(表 {})。内容は原文で確かめてください。\n",
        env!("CARGO_PKG_VERSION"),
        escaped(names.tables_version())
    )
}

/// A document under a heading with its file's name.
pub fn document(document: &Document, names: &Names) -> String {
    let Ok(found) = &document.result else { return String::new() };
    let label = document.label();
    let label = if label == "-" { "標準入力" } else { &label };
    let mut out = format!("## {}\n\n", escaped(label));
    let incidents = &found.analysis.incidents;
    if incidents.is_empty() {
        out += "事案は見つかりませんでした。\n";
    }
    for (place, incident) in incidents.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        out += &format!(
            "### {}. {}\n\n| 項目 | 内容 |\n| --- | --- |\n",
            place + 1,
            escaped(&incident.title)
        );
        for Line { label, value, .. } in words::lines(incident, names) {
            out += &format!("| {label} | {} |\n", escaped(&value));
        }
    }
    if incidents.iter().any(|incident| !incident.reporting.duties.is_empty()) {
        out += &format!("\n{}\n", words::NO_ADVICE);
    }
    out += &explanation(found, names);
    out
}

fn explanation(found: &Found, names: &Names) -> String {
    let Some(firings) = &found.firings else { return String::new() };
    let mut out = String::from(
        "\n### はたらいた規則\n\n| 位置 | 事案 | 部分 | 種類 | 対象 | 重み | 語句 | 規則 | 取り消し |\n\
         | --- | --- | --- | --- | --- | ---: | --- | --- | --- |\n",
    );
    for firing in firings {
        out += &firing_row(firing, names);
    }
    out
}

fn firing_row(firing: &Firing, names: &Names) -> String {
    let evidence = &firing.evidence;
    format!(
        "| {}–{} | {} | {} | {} | {} | {:+.2} | {} | {} | {} |\n",
        evidence.start,
        evidence.end,
        incident_words(firing).trim_end(),
        escaped(names::role(&firing.role)),
        names::firing_kind(&firing.label).name(),
        escaped(&label_words(&firing.label, names)),
        evidence.weight,
        escaped(&evidence.text),
        escaped(&evidence.rule),
        escaped(&cancelled_words(firing).unwrap_or_default()),
    )
}

/// Text on one line that no Markdown reader takes for markup or HTML.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in shown(text).chars() {
        match character {
            '<' => written += "&lt;",
            '>' => written += "&gt;",
            '&' => written += "&amp;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                written.push('\\');
                written.push(character);
            }
            _ => written.push(character),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::render::sample;

    #[test]
    fn the_report_is_a_heading_and_a_table_for_each_incident() {
        let mut found = sample::found();
        found.firings = None;
        let written = document(&sample::file(Ok(found)), &sample::names());
        assert_eq!(written, include_str!("markdown/sample.md"));
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(
            escaped("a|b <script> [x](y) `c` # *d*\n\\e"),
            "a\\|b &lt;script&gt; \\[x\\](y) \\`c\\` \\# \\*d\\* \\\\e"
        );
    }

    #[test]
    fn an_explanation_is_a_table_with_as_many_cells_as_headings() {
        let written = document(&sample::file(Ok(sample::found())), &sample::names());
        let table = written.split_once("### はたらいた規則\n\n").unwrap().1;
        let cells: Vec<_> = table.lines().map(|line| line.matches('|').count()).collect();
        assert_eq!(cells, [10, 10, 10, 10]);
    }
}
