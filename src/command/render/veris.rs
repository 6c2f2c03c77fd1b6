//! One line for each incident, in the words of VERIS 1.4.

use std::time::{SystemTime, UNIX_EPOCH};

use jiken::{Case, VerisContext};

use crate::command::{
    document::Document,
    names::Names,
    render::{csv, json},
};

/// A line for each incident of a document; an incident is named after its text and its place in it.
pub fn lines(document: &Document, names: &Names) -> String {
    let Ok(found) = &document.result else { return String::new() };
    let source = csv::source(document);
    let year = this_year();
    let incidents = found.analysis.incidents.iter().enumerate();
    incidents
        .map(|(place, incident)| {
            let context = VerisContext {
                id: format!("{source}#{}", place + 1),
                year,
                notes: None,
                corrected: Vec::new(),
            };
            let written = names.veris(&Case::from(incident), &context);
            let written = serde_json::to_string(&written).expect("plain data is always JSON");
            json::escaped(written) + "\n"
        })
        .collect()
}

/// The year of today, in UTC.
fn this_year() -> u16 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    year_of((now.as_secs() / 86_400) as u32)
}

/// The year in which a day lies, counted from 1 January 1970.
fn year_of(mut day: u32) -> u16 {
    let mut year = 1970;
    loop {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = if leap { 366 } else { 365 };
        if day < days {
            return year;
        }
        day -= days;
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::command::render::sample;

    #[test]
    fn each_incident_is_a_line_that_names_its_text() {
        let written = lines(&sample::record(Some("\"a7\""), Ok(sample::found())), &sample::names());
        assert_eq!(written.lines().count(), 1);
        let value: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(value["incident_id"], "a7#1");
        assert_eq!(value["timeline"]["incident"]["year"], 2024);
        assert_eq!(value["action"]["error"]["variety"][0], "Misdelivery");
    }

    #[test]
    fn a_day_lies_in_its_year() {
        for (day, year) in [(0, 1970), (364, 1970), (365, 1971), (19_722, 2023), (19_723, 2024)] {
            assert_eq!(year_of(day), year, "day {day}");
        }
    }
}
