//! VERIS's words for every cause, data type, status and kind of organisation, compared with a file that a person
//! reviews; `www/tests/unit/veris.test.ts` checks that file against VERIS's own schema.

#![cfg(not(target_family = "wasm"))]

use std::fs;
use std::path::Path;

use jiken::{
    Case, CaseCount, CaseData, CaseDate, DateKind, Exposure, OrganizationKind, Status, Tables,
    VerisContext,
};
use serde_json::{Value, json};

const FILE: &str = "tests/veris.json";
const REWRITE: &str = "JIKEN_UPDATE_GOLDEN";

fn case(causes: &[&str], data: &[(&str, Exposure)]) -> Case {
    Case {
        title: "架空商事の件".to_owned(),
        organization: Some("架空商事株式会社".to_owned()),
        organization_kind: None,
        causes: causes.iter().map(|&id| id.to_owned()).collect(),
        data_types: data
            .iter()
            .map(|&(id, status)| CaseData { id: id.to_owned(), status })
            .collect(),
        status: Status::Confirmed,
        count: Some(CaseCount { value: 120, unit: "名".to_owned() }),
        dates: vec![CaseDate { kind: DateKind::Occurred, iso: "2024-05-07".to_owned() }],
        third_party: false,
    }
}

fn veris(case: &Case) -> Value {
    let context =
        VerisContext { id: "a.txt#1".to_owned(), year: 2026, notes: None, corrected: Vec::new() };
    let mut written = serde_json::to_value(Tables::built_in().veris(case, &context)).unwrap();
    // A hash that every edit of a table changes.
    written["plus"]["jiken"]["tables_version"] = "".into();
    written
}

/// Every cause, every data type, every status, at home and at a contractor, private and public.
fn cases() -> Vec<Case> {
    let tables = Tables::built_in();
    let causes = tables.cause_ids().map(|id| case(&[id], &[("name", Exposure::Exposed)]));
    let data = tables.data_type_ids().map(|id| case(&["loss"], &[(id, Exposure::Exposed)]));
    let mut cases: Vec<Case> = causes.chain(data).collect();
    let mixed = [
        ("name", Exposure::Exposed),
        ("health", Exposure::Possible),
        ("credit_card", Exposure::Excluded),
    ];
    for status in [Status::Confirmed, Status::Possible, Status::Denied, Status::None] {
        cases.push(Case { status, ..case(&["ransomware", "unauthorized_access"], &mixed) });
    }
    let public = OrganizationKind::Public;
    cases.push(Case { third_party: true, ..case(&["misconfiguration"], &mixed) });
    cases.push(Case { organization_kind: Some(public), ..case(&["phishing"], &mixed) });
    cases.push(Case {
        organization: None,
        dates: Vec::new(),
        count: None,
        ..case(&["other"], &[])
    });
    cases
}

#[test]
fn every_id_has_the_words_that_were_reviewed() {
    let all: Vec<Value> = cases().iter().map(veris).collect();
    let written = serde_json::to_string_pretty(&all).unwrap() + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os(REWRITE).is_some() {
        fs::write(&file, &written).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == written,
        "{FILE} differs: run `{REWRITE}=1 cargo test --test veris`, review the difference and commit it"
    );
}

#[test]
fn a_break_in_with_ransomware_has_two_actions_and_one_actor() {
    let written = veris(&case(
        &["ransomware", "unauthorized_access"],
        &[
            ("name", Exposure::Exposed),
            ("email", Exposure::Exposed),
            ("health", Exposure::Possible),
        ],
    ));
    assert_eq!(written["action"]["malware"]["variety"], json!(["Ransomware"]));
    assert_eq!(written["action"]["hacking"]["variety"], json!(["Unknown"]));
    assert_eq!(written["actor"].as_object().unwrap().len(), 1);
    let confidentiality = &written["attribute"]["confidentiality"];
    assert_eq!(confidentiality["data"], json!([{"variety": "Personal"}]));
    assert_eq!(confidentiality["data_total"], 120);
    assert_eq!(confidentiality["notes"], "Possibly too: Health");
}

#[test]
fn what_did_not_get_out_is_no_data() {
    let mut denied = case(&["loss"], &[("name", Exposure::Excluded)]);
    denied.status = Status::Denied;
    let written = veris(&denied);
    let expected = json!({"data_disclosure": "No"});
    assert_eq!(written["attribute"]["confidentiality"], expected);
    denied.status = Status::None;
    assert!(veris(&denied)["attribute"]["confidentiality"].is_null());
}

#[test]
fn a_year_that_no_text_names_is_noted() {
    let dated = |dates: &[(DateKind, &str)]| {
        let mut case = case(&["loss"], &[]);
        case.dates =
            dates.iter().map(|&(kind, iso)| CaseDate { kind, iso: iso.to_owned() }).collect();
        veris(&case)
    };
    let told = dated(&[(DateKind::Announced, "2023-04-05"), (DateKind::Occurred, "--04-02")]);
    assert_eq!(told["timeline"]["incident"], json!({"year": 2023}));
    assert!(told["notes"].is_null());
    let untold = dated(&[(DateKind::Occurred, "--04-02")]);
    assert_eq!(untold["timeline"]["incident"], json!({"year": 2026}));
    assert!(untold["notes"].as_str().unwrap().contains("names no year"));
    let month = dated(&[(DateKind::Occurred, "2022-11")]);
    assert_eq!(month["timeline"]["incident"], json!({"year": 2022, "month": 11}));
}

#[test]
fn a_broken_mapping_names_its_row_and_the_mend() {
    let name = "veris.toml";
    let built_in = Tables::built_in_files().iter().find(|(file, _)| *file == name).unwrap().1;
    for (from, to, expected) in [
        ("id = \"dos\"", "id = \"dose\"", "cause dose: the taxonomy has no such id"),
        ("id = \"email\"", "id = \"name\"", "data_type name: it stands twice"),
        ("variety = [\"DoS\"]", "", "every action but unknown has a variety"),
        ("actor = \"internal\"", "actor = \"partner\"", "there is no actor partner"),
        ("id = \"denied\"", "id = \"confirmed\"", "status denied: write exactly one row"),
    ] {
        let broken = built_in.replacen(from, to, 1);
        assert_ne!(broken, built_in, "{from}");
        let errors = Tables::from_files([(name, broken.as_str())]).unwrap_err();
        let told = errors.iter().any(|error| error.to_string().contains(expected));
        assert!(told, "{expected}: {errors:?}");
    }
}
