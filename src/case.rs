//! What is known of an incident without its words: read by the classifier, or corrected by a person.
//!
//! It stands alone because reporting duties and VERIS are made from it, so that a corrected incident gets
//! the same answers as one that was read.

use serde::{Deserialize, Serialize};

use crate::{DateKind, Exposure, Incident, OrganizationKind, Status};

/// What is known of an incident, as ids and figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Case {
    /// The heading.
    pub title: String,
    /// Whose incident it is.
    pub organization: Option<String>,
    /// By which rules that organisation is judged; `None` to have it told by its name.
    pub organization_kind: Option<OrganizationKind>,
    /// The ids of the causes, the first one first.
    pub causes: Vec<String>,
    /// The kinds of information.
    pub data_types: Vec<CaseData>,
    /// How sure it is that information got out.
    pub status: Status,
    /// The largest number of persons, records or organisations affected.
    pub count: Option<CaseCount>,
    /// When things happened.
    pub dates: Vec<CaseDate>,
    /// Whether it happened at, or through, a contractor, supplier, cloud provider or subsidiary.
    pub third_party: bool,
}

/// A kind of information of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct CaseData {
    /// The id of the taxonomy.
    pub id: String,
    /// Exposed, possibly exposed, or said not to be.
    pub status: Exposure,
}

/// A number of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct CaseCount {
    /// The number.
    pub value: u64,
    /// Its unit: 人, 名, 件, 社 …
    pub unit: String,
}

/// A date of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct CaseDate {
    /// What happened then.
    pub kind: DateKind,
    /// As [`Date::iso`](crate::Date::iso).
    pub iso: String,
}

impl Case {
    /// Whether a kind of information got out, or may have.
    pub(crate) fn concerns(&self, id: &str) -> bool {
        self.data_types.iter().any(|data| data.id == id && data.status != Exposure::Excluded)
    }
}

impl From<&Incident> for Case {
    fn from(incident: &Incident) -> Self {
        Self {
            title: incident.title.clone(),
            organization: incident.organization.clone(),
            organization_kind: None,
            causes: incident.causes.iter().map(|cause| cause.id.clone()).collect(),
            data_types: incident
                .data_types
                .iter()
                .map(|data| CaseData { id: data.id.clone(), status: data.status })
                .collect(),
            status: incident.status,
            count: incident
                .count
                .as_ref()
                .map(|count| CaseCount { value: count.value, unit: count.unit.clone() }),
            dates: incident
                .dates
                .iter()
                .map(|date| CaseDate { kind: date.kind, iso: date.iso.clone() })
                .collect(),
            third_party: incident.third_party,
        }
    }
}
