//! VERIS: a case in, an incident in the words of VERIS 1.4 out, by the table `veris.toml`.
//!
//! It stands alone because the words are somebody else's: what the table does not map is left unknown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Case, DateKind, Error, Exposure, Language, OrganizationKind, Status, Tables};

const FILE: &str = "veris.toml";
const UNKNOWN: &str = "Unknown";

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerisTable {
    cause: Vec<CauseRow>,
    data_type: Vec<DataRow>,
    status: Vec<StatusRow>,
    records: Records,
    victim: Victims,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseRow {
    id: String,
    action: ActionKind,
    #[serde(default)]
    variety: Vec<String>,
    actor: ActorKind,
    #[serde(default)]
    integrity: Vec<String>,
    #[serde(default)]
    availability: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum ActionKind {
    Hacking,
    Malware,
    Social,
    Misuse,
    Physical,
    Error,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum ActorKind {
    External,
    Internal,
    Partner,
    Unknown,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DataRow {
    id: String,
    variety: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusRow {
    id: Status,
    disclosure: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Records {
    units: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Victims {
    private: VictimRow,
    public: VictimRow,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct VictimRow {
    country: String,
    industry: String,
    government: String,
}

/// What VERIS asks for and a case does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct VerisContext {
    /// The incident's name: unique among those that it is kept with.
    pub id: String,
    /// The year to write where the case names none, since VERIS demands one; the notes then say so.
    pub year: u16,
    /// What a person adds.
    pub notes: Option<String>,
    /// The fields that a person corrected; they stand under `plus`.
    pub corrected: Vec<String>,
}

/// An incident in VERIS's words, to be written as JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerisIncident {
    schema_version: &'static str,
    schema_name: &'static str,
    incident_id: String,
    source_id: &'static str,
    security_incident: &'static str,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    timeline: Timeline,
    victim: Victim,
    actor: BTreeMap<ActorKind, Actor>,
    action: BTreeMap<ActionKind, Action>,
    asset: Asset,
    attribute: Attribute,
    discovery_method: Discovery,
    plus: Plus,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Timeline {
    incident: Day,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Day {
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Victim {
    #[serde(skip_serializing_if = "Option::is_none")]
    victim_id: Option<String>,
    country: Vec<String>,
    employee_count: &'static str,
    industry: String,
    government: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
struct Actor {
    #[serde(skip_serializing_if = "Option::is_none")]
    variety: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    motive: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<[&'static str; 1]>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
struct Action {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variety: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vector: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<[&'static str; 1]>,
    notes: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Asset {
    assets: [AssetVariety; 1],
    cloud: [&'static str; 1],
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct AssetVariety {
    variety: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Attribute {
    #[serde(skip_serializing_if = "Option::is_none")]
    confidentiality: Option<Confidentiality>,
    #[serde(skip_serializing_if = "Option::is_none")]
    integrity: Option<Varieties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability: Option<Varieties>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Varieties {
    variety: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Confidentiality {
    data_disclosure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_total: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    data: Vec<DataVariety>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct DataVariety {
    variety: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Discovery {
    unknown: bool,
}

/// VERIS's place for what is not VERIS's: our own ids, and what a person corrected.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Plus {
    jiken: Own,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Own {
    tables_version: String,
    causes: Vec<String>,
    data_types: Vec<crate::CaseData>,
    third_party: bool,
    corrected: Vec<String>,
}

impl Tables {
    /// A case in the words of VERIS 1.4, by `veris.toml`.
    pub fn veris(&self, case: &Case, context: &VerisContext) -> VerisIncident {
        let kind = self.reporting(case).organization_kind;
        let (incident, told) = occurred(case, context.year);
        let mut notes: Vec<&str> = Vec::new();
        if !told {
            notes.push("The text names no year: the year of the timeline is that of this record.");
        }
        notes.extend(context.notes.as_deref().filter(|notes| !notes.trim().is_empty()));
        let causes: Vec<&CauseRow> = case
            .causes
            .iter()
            .filter_map(|id| self.veris.cause.iter().find(|row| row.id == *id))
            .collect();
        VerisIncident {
            schema_version: "1.4.0",
            schema_name: "verisc",
            incident_id: context.id.clone(),
            source_id: "jiken",
            security_incident: "Confirmed",
            summary: case.title.trim().to_owned(),
            notes: (!notes.is_empty()).then(|| notes.join("\n")),
            timeline: Timeline { incident },
            victim: self.veris.victim(case, kind),
            actor: actors(&causes, case.third_party),
            action: self.actions(&causes),
            asset: Asset { assets: [AssetVariety { variety: UNKNOWN }], cloud: [UNKNOWN] },
            attribute: Attribute {
                confidentiality: self.confidentiality(case),
                integrity: varieties(causes.iter().flat_map(|cause| &cause.integrity)),
                availability: varieties(causes.iter().flat_map(|cause| &cause.availability)),
            },
            discovery_method: Discovery { unknown: true },
            plus: Plus {
                jiken: Own {
                    tables_version: self.version().to_owned(),
                    causes: case.causes.clone(),
                    data_types: case.data_types.clone(),
                    third_party: case.third_party,
                    corrected: context.corrected.clone(),
                },
            },
        }
    }

    fn actions(&self, causes: &[&CauseRow]) -> BTreeMap<ActionKind, Action> {
        let mut actions: BTreeMap<ActionKind, Action> = BTreeMap::new();
        for cause in causes {
            let action = actions.entry(cause.action).or_default();
            if cause.action != ActionKind::Unknown {
                add(&mut action.variety, &cause.variety);
                action.vector = Some([UNKNOWN]);
            }
            action.target = (cause.action == ActionKind::Social).then_some([UNKNOWN]);
            let name = self.label_name(&cause.id, Language::English).unwrap_or(&cause.id);
            if !action.notes.is_empty() {
                action.notes.push_str("; ");
            }
            action.notes.push_str(name);
        }
        // VERIS tells what is known apart from what is not: beside a known variety the unknown one says nothing.
        for action in actions.values_mut().filter(|action| action.variety.len() > 1) {
            action.variety.retain(|variety| variety != UNKNOWN);
        }
        actions
    }

    fn confidentiality(&self, case: &Case) -> Option<Confidentiality> {
        let row = self.veris.status.iter().find(|row| row.id == case.status)?;
        let disclosure = row.disclosure.clone()?;
        let of = |status: Exposure| {
            case.data_types.iter().filter(move |data| data.status == status).map(|data| &data.id)
        };
        let known: Vec<_> = of(Exposure::Exposed).collect();
        let possible: Vec<_> = of(Exposure::Possible).collect();
        let (told, left) =
            if known.is_empty() { (possible, Vec::new()) } else { (known, possible) };
        let mut data = Vec::new();
        for id in told {
            let row = self.veris.data_type.iter().find(|row| row.id == *id);
            let variety = row.map_or_else(|| "Other".to_owned(), |row| row.variety.clone());
            if !data.iter().any(|other: &DataVariety| other.variety == variety) {
                data.push(DataVariety { variety });
            }
        }
        if case.status == Status::Denied {
            data.clear();
        }
        let counted = |unit: &String| self.veris.records.units.contains(unit);
        let count = case.count.as_ref().filter(|count| counted(&count.unit));
        let names: Vec<&str> = left
            .iter()
            .map(|id| self.label_name(id, Language::English).unwrap_or(id.as_str()))
            .collect();
        Some(Confidentiality {
            data_disclosure: disclosure,
            data_total: count.filter(|_| case.status != Status::Denied).map(|count| count.value),
            data,
            notes: (!names.is_empty()).then(|| format!("Possibly too: {}", names.join(", "))),
        })
    }
}

impl VerisTable {
    fn victim(&self, case: &Case, kind: OrganizationKind) -> Victim {
        let row = match kind {
            OrganizationKind::Private => &self.victim.private,
            OrganizationKind::Public => &self.victim.public,
        };
        Victim {
            victim_id: case.organization.clone(),
            country: vec![row.country.clone()],
            employee_count: UNKNOWN,
            industry: row.industry.clone(),
            government: vec![row.government.clone()],
        }
    }

    /// What is wrong with the table; `causes` and `data` are the ids of the taxonomy.
    pub(crate) fn check(&self, causes: &[&str], data: &[&str], errors: &mut Vec<Error>) {
        let ids = self.cause.iter().map(|row| row.id.as_str()).collect::<Vec<_>>();
        crate::tables::check_ids(FILE, "cause", &ids, causes, errors);
        let ids = self.data_type.iter().map(|row| row.id.as_str()).collect::<Vec<_>>();
        crate::tables::check_ids(FILE, "data_type", &ids, data, errors);
        for row in &self.cause {
            let entry = format!("cause {}", row.id);
            if row.actor == ActorKind::Partner {
                let message = "the actor partner is what an internal one becomes at a contractor: write internal";
                errors.push(Error::table(FILE, &entry, message));
            }
            if (row.action == ActionKind::Unknown) != row.variety.is_empty() {
                let message =
                    "every action but unknown has a variety, and unknown has none: correct it";
                errors.push(Error::table(FILE, &entry, message));
            }
        }
        for status in [Status::Confirmed, Status::Possible, Status::Denied, Status::None] {
            if self.status.iter().filter(|row| row.id == status).count() != 1 {
                let entry = format!("status {status:?}").to_lowercase();
                errors.push(Error::table(FILE, entry, "write exactly one row for it"));
            }
        }
    }
}

/// When it happened, to the precision of the case, and whether the case names the year.
fn occurred(case: &Case, year: u16) -> (Day, bool) {
    let kinds = [DateKind::Occurred, DateKind::Discovered, DateKind::Announced, DateKind::Other];
    for kind in kinds {
        for date in case.dates.iter().filter(|date| date.kind == kind) {
            let mut parts = date.iso.split('-').map(|part| part.parse::<u16>().ok());
            // VERIS asks when it occurred: of any other date only the year is near enough.
            let exact = kind == DateKind::Occurred;
            if let Some(year @ 1950..=2050) = parts.next().flatten() {
                let month = parts.next().flatten().filter(|_| exact);
                let day = parts.next().flatten().filter(|_| exact);
                return (Day { year, month, day }, true);
            }
        }
    }
    (Day { year, month: None, day: None }, false)
}

fn actors(causes: &[&CauseRow], third_party: bool) -> BTreeMap<ActorKind, Actor> {
    let mut actors = BTreeMap::new();
    for cause in causes {
        // An error has no motive.
        let motive = Some([if cause.action == ActionKind::Error { "NA" } else { UNKNOWN }]);
        let unknown = Some([UNKNOWN]);
        let (kind, actor) = match cause.actor {
            ActorKind::Internal | ActorKind::Partner if third_party => {
                (ActorKind::Partner, Actor { variety: None, motive, country: unknown })
            }
            ActorKind::Unknown => (ActorKind::Unknown, Actor::default()),
            kind => (kind, Actor { variety: unknown, motive, country: None }),
        };
        actors.entry(kind).or_insert(actor);
    }
    actors
}

fn varieties<'t>(all: impl Iterator<Item = &'t String>) -> Option<Varieties> {
    let mut variety = Vec::new();
    for one in all {
        add(&mut variety, std::slice::from_ref(one));
    }
    (!variety.is_empty()).then_some(Varieties { variety })
}

fn add(to: &mut Vec<String>, more: &[String]) {
    for one in more {
        if !to.contains(one) {
            to.push(one.clone());
        }
    }
}
