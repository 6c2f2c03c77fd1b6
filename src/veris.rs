//! VERIS: a case in, an incident in the words of VERIS 1.4 out, by the table `veris.toml`.
//!
//! It stands alone because the words are somebody else's: what the table does not map is left unknown.

use serde::{Deserialize, Serialize, Serializer};

use crate::entry::Entry;
use crate::tables::check_ids;
use crate::{Case, DateKind, Error, Exposure, Language, OrganizationKind, Result, Status, Tables};

const FILE: &str = "veris.toml";
const UNKNOWN: &str = "Unknown";

#[derive(Debug, Clone)]
pub(crate) struct VerisTable {
    cause: Vec<CauseRow>,
    /// Data types and their varieties.
    data_type: Vec<(String, String)>,
    /// Statuses and what they disclose.
    status: Vec<(Status, Option<String>)>,
    records: Vec<String>,
    private: VictimRow,
    public: VictimRow,
}

#[derive(Debug, Clone)]
struct CauseRow {
    id: String,
    action: &'static str,
    variety: Vec<String>,
    actor: &'static str,
    integrity: Vec<String>,
    availability: Vec<String>,
}

#[derive(Debug, Clone)]
struct VictimRow {
    country: String,
    industry: String,
    government: String,
}

const ACTIONS: [&str; 7] =
    ["hacking", "malware", "social", "misuse", "physical", "error", UNKNOWN_KIND];
const ACTORS: [&str; 3] = ["external", "internal", UNKNOWN_KIND];
const UNKNOWN_KIND: &str = "unknown";

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
#[serde(transparent)]
pub struct VerisIncident(Json);

/// What JSON is made of: VERIS's many small objects as one type.
#[derive(Debug, Clone, PartialEq)]
enum Json {
    Text(String),
    Number(u64),
    Truth(bool),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Json::Text(text) => serializer.serialize_str(text),
            Json::Number(number) => serializer.serialize_u64(*number),
            Json::Truth(truth) => serializer.serialize_bool(*truth),
            Json::List(items) => serializer.collect_seq(items),
            Json::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

#[inline(never)]
fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn list<T: AsRef<str>>(texts: &[T]) -> Json {
    Json::List(texts.iter().map(|one| text(one.as_ref())).collect())
}

impl Tables {
    /// A case in the words of VERIS 1.4, by `veris.toml`.
    pub fn veris(&self, case: &Case, context: &VerisContext) -> VerisIncident {
        let table = &self.veris;
        let (incident, told) = occurred(case, context.year);
        let mut notes: Vec<&str> = Vec::new();
        if !told {
            notes.push("The text names no year: the year of the timeline is that of this record.");
        }
        notes.extend(context.notes.as_deref().filter(|notes| !notes.trim().is_empty()));
        let row = |id: &String| table.cause.iter().find(|row| row.id == *id);
        let causes: Vec<&CauseRow> = case.causes.iter().filter_map(row).collect();
        let mut fields = vec![
            ("schema_version", text("1.4.0")),
            ("schema_name", text("verisc")),
            ("incident_id", text(&context.id)),
            ("source_id", text("jiken")),
            ("security_incident", text("Confirmed")),
            ("summary", text(case.title.trim())),
        ];
        if !notes.is_empty() {
            fields.push(("notes", text(&notes.join("\n"))));
        }
        fields.extend([
            ("timeline", Json::Object(vec![("incident", incident)])),
            ("victim", table.victim(case, self.reporting(case).organization_kind)),
            ("actor", actors(&causes, case.third_party)),
            ("action", self.actions(&causes)),
            (
                "asset",
                Json::Object(vec![
                    ("assets", Json::List(vec![Json::Object(vec![("variety", text(UNKNOWN))])])),
                    ("cloud", list(&[UNKNOWN])),
                ]),
            ),
            ("attribute", self.attribute(case, &causes)),
            ("discovery_method", Json::Object(vec![("unknown", Json::Truth(true))])),
            ("plus", Json::Object(vec![("jiken", self.own(case, context))])),
        ]);
        VerisIncident(Json::Object(fields))
    }

    fn actions(&self, causes: &[&CauseRow]) -> Json {
        let of_kind = |kind: &&'static str| {
            let causes: Vec<_> = causes.iter().filter(|cause| cause.action == *kind).collect();
            (!causes.is_empty()).then(|| {
                let mut fields = Vec::new();
                if *kind != UNKNOWN_KIND {
                    let mut variety = united(causes.iter().map(|cause| &cause.variety));
                    // Beside a known variety the unknown one says nothing.
                    if variety.len() > 1 {
                        variety.retain(|variety| variety != UNKNOWN);
                    }
                    fields.extend([("variety", list(&variety)), ("vector", list(&[UNKNOWN]))]);
                }
                if *kind == "social" {
                    fields.push(("target", list(&[UNKNOWN])));
                }
                let names: Vec<&str> = causes.iter().map(|cause| self.english(&cause.id)).collect();
                fields.push(("notes", text(&names.join("; "))));
                (*kind, Json::Object(fields))
            })
        };
        Json::Object(ACTIONS.iter().filter_map(of_kind).collect())
    }

    fn attribute(&self, case: &Case, causes: &[&CauseRow]) -> Json {
        let varieties = |variety: Vec<String>| {
            (!variety.is_empty()).then(|| Json::Object(vec![("variety", list(&variety))]))
        };
        let integrity = united(causes.iter().map(|cause| &cause.integrity));
        let availability = united(causes.iter().map(|cause| &cause.availability));
        let parts = [
            ("confidentiality", self.confidentiality(case)),
            ("integrity", varieties(integrity)),
            ("availability", varieties(availability)),
        ];
        Json::Object(parts.into_iter().filter_map(|(key, part)| Some((key, part?))).collect())
    }

    fn confidentiality(&self, case: &Case) -> Option<Json> {
        let table = &self.veris;
        let (_, disclosure) = table.status.iter().find(|(status, _)| *status == case.status)?;
        let mut fields = vec![("data_disclosure", text(disclosure.as_ref()?))];
        if case.status == Status::Denied {
            return Some(Json::Object(fields));
        }
        let count = case.count.as_ref().filter(|count| table.records.contains(&count.unit));
        fields.extend(count.map(|count| ("data_total", Json::Number(count.value))));
        let of = |status: Exposure| {
            let of_status = case.data_types.iter().filter(move |data| data.status == status);
            of_status.map(|data| data.id.as_str()).collect::<Vec<_>>()
        };
        let (known, possible) = (of(Exposure::Exposed), of(Exposure::Possible));
        let (told, left) =
            if known.is_empty() { (possible, Vec::new()) } else { (known, possible) };
        let variety = |id: &str| {
            let row = table.data_type.iter().find(|(data, _)| data == id);
            row.map_or_else(|| "Other".to_owned(), |(_, variety)| variety.clone())
        };
        let told: Vec<Vec<String>> = told.into_iter().map(|id| vec![variety(id)]).collect();
        let data = united(told.iter());
        if !data.is_empty() {
            let data = data.iter().map(|one| Json::Object(vec![("variety", text(one))]));
            fields.push(("data", Json::List(data.collect())));
        }
        if !left.is_empty() {
            let names: Vec<&str> = left.into_iter().map(|id| self.english(id)).collect();
            fields.push(("notes", text(&format!("Possibly too: {}", names.join(", ")))));
        }
        Some(Json::Object(fields))
    }

    /// VERIS's place for what is not VERIS's: our own ids, and what a person corrected.
    fn own(&self, case: &Case, context: &VerisContext) -> Json {
        let data = case.data_types.iter().map(|data| {
            let status = match data.status {
                Exposure::Exposed => "exposed",
                Exposure::Possible => "possible",
                Exposure::Excluded => "excluded",
            };
            Json::Object(vec![("id", text(&data.id)), ("status", text(status))])
        });
        Json::Object(vec![
            ("tables_version", text(self.version())),
            ("causes", list(&case.causes)),
            ("data_types", Json::List(data.collect())),
            ("third_party", Json::Truth(case.third_party)),
            ("corrected", list(&context.corrected)),
        ])
    }

    fn english<'n>(&'n self, id: &'n str) -> &'n str {
        self.label_name(id, Language::English).unwrap_or(id)
    }
}

impl VerisTable {
    fn victim(&self, case: &Case, kind: OrganizationKind) -> Json {
        let row = match kind {
            OrganizationKind::Private => &self.private,
            OrganizationKind::Public => &self.public,
        };
        let mut fields: Vec<_> =
            case.organization.iter().map(|name| ("victim_id", text(name))).collect();
        fields.extend([
            ("country", list(&[&row.country])),
            ("employee_count", text(UNKNOWN)),
            ("industry", text(&row.industry)),
            ("government", list(&[&row.government])),
        ]);
        Json::Object(fields)
    }

    /// Reads the table; `causes` and `data` are the ids of the taxonomy.
    pub(crate) fn read(
        file: &Entry<'_>,
        causes: &[&str],
        data: &[&str],
        errors: &mut Vec<Error>,
    ) -> Option<Self> {
        let table = Self::of(file).map_err(|error| errors.push(error)).ok()?;
        let ids: Vec<&str> = table.cause.iter().map(|row| row.id.as_str()).collect();
        check_ids(FILE, "cause", &ids, causes, errors);
        let ids: Vec<&str> = table.data_type.iter().map(|(id, _)| id.as_str()).collect();
        check_ids(FILE, "data_type", &ids, data, errors);
        for (name, status) in STATUSES {
            if table.status.iter().filter(|(row, _)| *row == status).count() != 1 {
                let entry = format!("status {name}");
                errors.push(Error::table(FILE, entry, "write exactly one row for it"));
            }
        }
        Some(table)
    }

    fn of(file: &Entry<'_>) -> Result<Self> {
        file.only(&["cause", "data_type", "status", "records", "victim"])?;
        let cause = file.rows("cause")?.iter().map(CauseRow::of).collect::<Result<_>>()?;
        let data_type = file.rows("data_type")?.into_iter().map(|row| {
            row.only(&["id", "variety"])?;
            Ok((row.text("id")?.to_owned(), row.text("variety")?.to_owned()))
        });
        let status = file.rows("status")?.into_iter().map(|row| {
            row.only(&["id", "disclosure"])?;
            let status = Status::of(row.text("id")?);
            let status = status.ok_or_else(|| row.fault("there is no such status: correct it"))?;
            Ok((status, row.optional("disclosure")?.map(str::to_owned)))
        });
        let victim = |kind| {
            let row = file.part("victim")?.part(kind)?;
            row.only(&["country", "industry", "government"])?;
            Ok(VictimRow {
                country: row.text("country")?.to_owned(),
                industry: row.text("industry")?.to_owned(),
                government: row.text("government")?.to_owned(),
            })
        };
        Ok(Self {
            cause,
            data_type: data_type.collect::<Result<_>>()?,
            status: status.collect::<Result<_>>()?,
            records: file.part("records")?.texts("units")?,
            private: victim("private")?,
            public: victim("public")?,
        })
    }
}

const STATUSES: [(&str, Status); 4] = [
    ("confirmed", Status::Confirmed),
    ("possible", Status::Possible),
    ("denied", Status::Denied),
    ("none", Status::None),
];

impl CauseRow {
    fn of(row: &Entry<'_>) -> Result<Self> {
        row.only(&["id", "action", "variety", "actor", "integrity", "availability"])?;
        let one_of = |key: &str, known: &[&'static str]| {
            let value = row.text(key)?;
            known.iter().copied().find(|name| *name == value).ok_or_else(|| {
                row.fault(format!("there is no {key} {value}: use one of {}", known.join(", ")))
            })
        };
        let (action, variety) = (one_of("action", &ACTIONS)?, row.texts("variety")?);
        if (action == UNKNOWN_KIND) != variety.is_empty() {
            return Err(row.fault(
                "every action but unknown has a variety, and unknown has none: correct it",
            ));
        }
        Ok(Self {
            id: row.text("id")?.to_owned(),
            action,
            variety,
            actor: one_of("actor", &ACTORS)?,
            integrity: row.texts("integrity")?,
            availability: row.texts("availability")?,
        })
    }
}

/// When it happened, to the precision of the case, and whether the case names the year.
fn occurred(case: &Case, year: u16) -> (Json, bool) {
    let kinds = [DateKind::Occurred, DateKind::Discovered, DateKind::Announced, DateKind::Other];
    for kind in kinds {
        for date in case.dates.iter().filter(|date| date.kind == kind) {
            let mut parts = date.iso.split('-').map(|part| part.parse::<u64>().ok());
            if let Some(year @ 1950..=2050) = parts.next().flatten() {
                let mut day = vec![("year", Json::Number(year))];
                // VERIS asks when it occurred: of any other date only the year is near enough.
                let rest = parts.flatten().filter(|_| kind == DateKind::Occurred);
                day.extend(["month", "day"].into_iter().zip(rest.map(Json::Number)));
                return (Json::Object(day), true);
            }
        }
    }
    (Json::Object(vec![("year", Json::Number(year.into()))]), false)
}

fn actors(causes: &[&CauseRow], third_party: bool) -> Json {
    let mut actors: Vec<(&'static str, Json)> = Vec::new();
    for cause in causes {
        // An error has no motive.
        let motive = ("motive", list(&[if cause.action == "error" { "NA" } else { UNKNOWN }]));
        let (kind, fields) = match cause.actor {
            UNKNOWN_KIND => (UNKNOWN_KIND, Vec::new()),
            "internal" if third_party => ("partner", vec![motive, ("country", list(&[UNKNOWN]))]),
            kind => (kind, vec![("variety", list(&[UNKNOWN])), motive]),
        };
        if !actors.iter().any(|(known, _)| *known == kind) {
            actors.push((kind, Json::Object(fields)));
        }
    }
    Json::Object(actors)
}

/// Every text of the lists, once.
fn united<'t>(lists: impl Iterator<Item = &'t Vec<String>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for one in lists.flatten() {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}
