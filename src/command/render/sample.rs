//! An analysis written by hand, with something in every field: what the formats' tests render.

use jiken::{
    Analysis, Case, Cause, Count, DataType, Date, DateKind, DatePrecision, Effect, Event, Evidence,
    Exposure, Firing, Incident, Organization, OrganizationRole, Phrase, Reason, ReasonKind,
    Reporting, RuledOut, SCHEMA_VERSION, Status, Subject, Tables,
};
use serde_json::value::RawValue;

use crate::command::{
    document::{Document, Found, Origin},
    failure::Problem,
    names::Names,
};

pub fn names() -> Names {
    Names::new(&Tables::built_in())
}

pub fn file(result: Result<Found, Problem>) -> Document {
    Document { origin: Origin::File("記事.txt".into()), result }
}

pub fn record(id: Option<&str>, result: Result<Found, Problem>) -> Document {
    let id = id.map(|id| RawValue::from_string(id.to_owned()).unwrap());
    Document { origin: Origin::Record { id, line: 7, file: None }, result }
}

fn evidence(start: usize, text: &str, weight: f64, effect: Effect) -> Evidence {
    let end = start + text.chars().count();
    Evidence { start, end, text: text.into(), rule: text.into(), weight, effect, reason: None }
}

fn cause(id: &str, confidence: f64, evidence: Vec<Evidence>) -> Cause {
    Cause { id: id.into(), score: 4.5, confidence, evidence }
}

fn data(id: &str, status: Exposure) -> DataType {
    DataType { id: id.into(), status, score: 1.0, evidence: Vec::new() }
}

fn date(kind: DateKind, iso: &str) -> Date {
    let evidence = evidence(40, "5月", 0.0, Effect::Supports);
    let precision = match iso.len() {
        4 => DatePrecision::Year,
        7 if !iso.starts_with("--") => DatePrecision::Month,
        _ => DatePrecision::Day,
    };
    Date { kind, iso: iso.into(), precision, evidence }
}

fn organization(name: &str, role: OrganizationRole) -> Organization {
    let evidence = evidence(1, name, 0.0, Effect::Supports);
    Organization { name: name.into(), role, evidence }
}

fn phrase(start: usize, text: &str) -> Phrase {
    Phrase { start, end: start + text.chars().count(), text: text.into() }
}

fn event(cause: &str, date: Option<&str>, count: Option<Count>) -> Event {
    Event { date: date.map(str::to_owned), cause: cause.into(), count, evidence: Vec::new() }
}

pub fn found() -> Found {
    let sent = evidence(10, "誤送信", 3.0, Effect::Supports);
    let count = Count {
        value: 1204,
        unit: "名".into(),
        approximate: true,
        evidence: evidence(20, "約1,204名", 0.0, Effect::Supports),
    };
    let measure = Evidence {
        reason: Some(Reason {
            kind: ReasonKind::Measure, phrase: Some(phrase(80, "再発防止策"))
        }),
        ..evidence(90, "不正アクセス", 0.0, Effect::OutOfScope)
    };
    let said = Evidence {
        reason: Some(Reason {
            kind: ReasonKind::NotConcerned,
            phrase: Some(phrase(70, "含まれていない")),
        }),
        ..evidence(65, "カード情報", 0.0, Effect::Negated)
    };
    let mut incident = Incident {
        title: "=さくら商事、\"誤送信\"で\n1,204名".into(),
        start: 0,
        end: 120,
        causes: vec![
            cause(
                "misdirected_email",
                0.97,
                vec![
                    evidence(50, "Toに入力", 1.5, Effect::Supports),
                    sent.clone(),
                    sent.clone(),
                    evidence(60, "誤配信", 0.0, Effect::Negated),
                ],
            ),
            cause("misconfiguration", 0.2, Vec::new()),
        ],
        data_types: vec![
            data("name", Exposure::Exposed),
            data("email", Exposure::Exposed),
            data("phone", Exposure::Possible),
            DataType { evidence: vec![said], ..data("credit_card", Exposure::Excluded) },
        ],
        status: Status::Confirmed,
        status_evidence: Vec::new(),
        count: Some(count.clone()),
        counts: vec![count.clone()],
        organization: Some("さくら商事株式会社".into()),
        organizations: vec![
            organization("さくら商事株式会社", OrganizationRole::Concerned),
            organization("みどり印刷", OrganizationRole::Contractor),
        ],
        dates: vec![
            date(DateKind::Other, "2024-05-09"),
            date(DateKind::Occurred, "--05-07"),
            date(DateKind::Announced, "2024-05-09"),
            date(DateKind::Occurred, "2024-05"),
            date(DateKind::Other, "2023"),
            date(DateKind::Other, "2022"),
        ],
        third_party: true,
        events: vec![
            event("misdirected_email", Some("2024-05-07"), Some(count)),
            event("loss", Some("2023-04"), None),
        ],
        third_party_evidence: Vec::new(),
        ruled_out: vec![RuledOut {
            subject: Subject::Cause,
            id: "unauthorized_access".into(),
            evidence: vec![measure.clone()],
        }],
        reporting: Reporting::default(),
    };
    incident.reporting = Tables::built_in().reporting(&Case::from(&incident));
    Found {
        analysis: Analysis {
            schema_version: SCHEMA_VERSION,
            tables_version: "builtin-0".into(),
            incidents: vec![incident],
        },
        firings: Some(vec![
            Firing {
                incident: Some(0),
                label: "cause:misdirected_email".into(),
                role: "title".into(),
                evidence: sent,
            },
            Firing {
                incident: None,
                label: "cause:unauthorized_access".into(),
                role: "measures".into(),
                evidence: measure,
            },
        ]),
        decisions: None,
        passages: None,
    }
}
