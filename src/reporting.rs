//! Reporting duties: a case in, the duties that may apply out, by the rules of `reporting.toml`.
//!
//! It stands alone because the law changes at its own pace, and because a person's corrections are judged
//! as the classifier's answers are. Nothing here is legal advice: every duty is one that may apply.

use std::collections::BTreeMap;

use crate::entry::Entry;
use crate::{
    Basis, BasisFact, Case, Deadline, Duty, Error, Evidence, Incident, Name, OrganizationKind,
    Report, Reporting, Result, Status, Tables,
};

const FILE: &str = "reporting.toml";

#[derive(Debug, Clone)]
pub(crate) struct ReportingTable {
    statuses: Vec<Status>,
    personal: Vec<String>,
    persons: Vec<String>,
    public: PublicNames,
    rule: Vec<RuleRow>,
}

/// How an administrative organ or a local government is told by its name.
#[derive(Debug, Clone)]
struct PublicNames {
    endings: Vec<String>,
    parts: Vec<String>,
    not: Vec<String>,
}

#[derive(Debug, Clone)]
struct RuleRow {
    id: String,
    regime: String,
    organization: Option<OrganizationKind>,
    name: Name,
    article: String,
    data: Vec<Vec<String>>,
    causes: Vec<String>,
    more_than: Option<u64>,
    preliminary: (u32, u32),
    last: u32,
}

impl Tables {
    /// The reporting duties that may apply to a case, in the order of `reporting.toml`. None of them is
    /// legal advice. A basis carries no evidence here: a case has no words.
    ///
    /// ```
    /// use jiken::{Case, Classifier, Tables};
    ///
    /// let text = "架空商事は、サーバーへの不正アクセスにより顧客の氏名が流出したと発表した。";
    /// let incident = Classifier::embedded()?.classify(text)?.incidents.remove(0);
    /// let mut case = Case::from(&incident);
    /// let duties = Tables::built_in().reporting(&case).duties;
    /// assert_eq!(duties[0].rule, "appi_wrongful");
    /// assert_eq!(duties[0].deadlines[1].days, 60);
    /// # Ok::<(), jiken::Error>(())
    /// ```
    pub fn reporting(&self, case: &Case) -> Reporting {
        self.reporting.judge(case)
    }
}

impl ReportingTable {
    fn judge(&self, case: &Case) -> Reporting {
        let organization_kind = case
            .organization_kind
            .unwrap_or_else(|| self.public.kind_of(case.organization.as_deref().unwrap_or("")));
        let concerned = self.statuses.contains(&case.status)
            && self.personal.iter().any(|id| case.concerns(id));
        let applying: Vec<(&RuleRow, Vec<Basis>)> = self
            .rule
            .iter()
            .filter(|rule| {
                concerned && rule.organization.is_none_or(|kind| kind == organization_kind)
            })
            .filter_map(|rule| Some((rule, rule.basis(case, &self.persons)?)))
            .collect();
        let mut longest: BTreeMap<&str, u32> = BTreeMap::new();
        for (rule, _) in &applying {
            let term = longest.entry(&rule.regime).or_default();
            *term = rule.last.max(*term);
        }
        let duties = applying
            .into_iter()
            .map(|(rule, basis)| rule.duty(basis, longest[rule.regime.as_str()]))
            .collect();
        Reporting { organization_kind, duties }
    }

    /// Reads the table; `causes` and `data` are the ids of the taxonomy.
    pub(crate) fn read(
        file: &Entry<'_>,
        causes: &[&str],
        data: &[&str],
        errors: &mut Vec<Error>,
    ) -> Option<Self> {
        let table = Self::of(file, errors).map_err(|error| errors.push(error)).ok()?;
        let mut fault = |entry: String, message: String| {
            errors.push(Error::table(FILE, entry, message));
        };
        for id in table.personal.iter().filter(|id| !data.contains(&id.as_str())) {
            fault("personal".into(), format!("there is no data type {id}: correct the id"));
        }
        for (place, rule) in table.rule.iter().enumerate() {
            let mut fault = |message: String| fault(format!("rule {}", rule.id), message);
            if table.rule[..place].iter().any(|other| other.id == rule.id) {
                fault("it stands twice: remove one".to_owned());
            }
            for id in rule.data.iter().flatten().filter(|id| !data.contains(&id.as_str())) {
                fault(format!("there is no data type {id}: correct the id"));
            }
            for id in rule.causes.iter().filter(|id| !causes.contains(&id.as_str())) {
                fault(format!("there is no cause {id}: correct the id"));
            }
        }
        Some(table)
    }

    fn of(file: &Entry<'_>, errors: &mut Vec<Error>) -> Result<Self> {
        file.only(&["statuses", "personal", "persons", "public", "rule"])?;
        let statuses = file.texts("statuses")?;
        let statuses = statuses.iter().map(|id| {
            Status::of(id).ok_or_else(|| file.fault(format!("there is no status {id}: correct it")))
        });
        let public = file.part("public")?;
        public.only(&["endings", "parts", "not"])?;
        let mut rule = Vec::new();
        for row in file.rows("rule")? {
            match RuleRow::of(&row) {
                Ok(row) => rule.push(row),
                Err(error) => errors.push(error),
            }
        }
        Ok(Self {
            statuses: statuses.collect::<Result<_>>()?,
            personal: file.texts("personal")?,
            persons: file.texts("persons")?,
            public: PublicNames {
                endings: public.texts("endings")?,
                parts: public.texts("parts")?,
                not: public.texts("not")?,
            },
            rule,
        })
    }
}

impl PublicNames {
    fn kind_of(&self, name: &str) -> OrganizationKind {
        let has = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
        let ends = self.endings.iter().any(|ending| name.ends_with(ending.as_str()));
        if (ends || has(&self.parts)) && !has(&self.not) {
            OrganizationKind::Public
        } else {
            OrganizationKind::Private
        }
    }
}

impl RuleRow {
    fn of(row: &Entry<'_>) -> Result<Self> {
        row.only(&[
            "id",
            "regime",
            "organization",
            "ja",
            "en",
            "article",
            "source",
            "checked",
            "data",
            "causes",
            "more_than",
            "preliminary",
            "final",
        ])?;
        let organization = match row.optional("organization")? {
            None => None,
            Some("private") => Some(OrganizationKind::Private),
            Some("public") => Some(OrganizationKind::Public),
            Some(_) => return Err(row.fault("organization must be private or public")),
        };
        let (data, causes) = (row.sets("data")?, row.texts("causes")?);
        let more_than = row.numbers("more_than")?.first().map(|&most| u64::from(most));
        if data.is_empty() && causes.is_empty() && more_than.is_none() {
            return Err(row.fault(
                "it has no condition and would always apply: add data, causes or more_than",
            ));
        }
        if data.iter().any(Vec::is_empty) {
            return Err(row.fault("a set of data is empty and would always hold: remove it"));
        }
        let terms = (row.numbers("preliminary")?, row.numbers("final")?);
        let (&[soonest, latest], &[last]) = (terms.0.as_slice(), terms.1.as_slice()) else {
            return Err(row.fault("preliminary must be two numbers of days, and final one"));
        };
        if soonest == 0 || soonest > latest || latest > last {
            return Err(row.fault(format!(
                "the terms {soonest}, {latest} and {last} must grow from 1 day on: correct them"
            )));
        }
        let checked = row.text("checked")?;
        if !is_day(checked) {
            return Err(
                row.fault(format!("{checked:?} is no date: write checked as in \"2026-11-24\""))
            );
        }
        // Where a rule was read is for people; it must be there all the same.
        row.text("source")?;
        Ok(Self {
            id: row.text("id")?.to_owned(),
            regime: row.text("regime")?.to_owned(),
            organization,
            name: Name { ja: row.text("ja")?.to_owned(), en: row.text("en")?.to_owned() },
            article: row.text("article")?.to_owned(),
            data,
            causes,
            more_than,
            preliminary: (soonest, latest),
            last,
        })
    }

    /// The facts that make the rule apply; `None` where it does not.
    fn basis(&self, case: &Case, persons: &[String]) -> Option<Vec<Basis>> {
        let mut basis = Vec::new();
        let mut add = |fact, id: &str| {
            let known = |basis: &Basis| basis.fact == fact && basis.id.as_deref() == Some(id);
            if !basis.iter().any(known) {
                basis.push(Basis { fact, id: Some(id.to_owned()), evidence: Vec::new() });
            }
        };
        for id in case.causes.iter().filter(|id| self.causes.contains(id)) {
            add(BasisFact::Cause, id);
        }
        let whole = |set: &&Vec<String>| set.iter().all(|id| case.concerns(id));
        for id in self.data.iter().filter(whole).flatten() {
            add(BasisFact::DataType, id);
        }
        let holds = |fact| basis.iter().any(|basis: &Basis| basis.fact == fact);
        if !self.causes.is_empty() && !holds(BasisFact::Cause)
            || !self.data.is_empty() && !holds(BasisFact::DataType)
        {
            return None;
        }
        if let Some(most) = self.more_than {
            let count = case.count.as_ref()?;
            if count.value <= most || !persons.contains(&count.unit) {
                return None;
            }
            basis.push(Basis { fact: BasisFact::Count, id: None, evidence: Vec::new() });
        }
        Some(basis)
    }

    fn duty(&self, basis: Vec<Basis>, last: u32) -> Duty {
        let (soonest, latest) = self.preliminary;
        Duty {
            rule: self.id.clone(),
            name: self.name.clone(),
            article: self.article.clone(),
            basis,
            deadlines: vec![
                Deadline { report: Report::Preliminary, soonest_days: soonest, days: latest },
                Deadline { report: Report::Final, soonest_days: last, days: last },
            ],
        }
    }
}

/// The duties of an incident, each basis with the phrase that one would cite for it.
pub(crate) fn of_incident(incident: &Incident, tables: &Tables) -> Reporting {
    let mut reporting = tables.reporting(&Case::from(incident));
    for basis in reporting.duties.iter_mut().flat_map(|duty| &mut duty.basis) {
        basis.evidence = phrase(incident, basis).into_iter().cloned().collect();
    }
    reporting
}

fn phrase<'i>(incident: &'i Incident, basis: &Basis) -> Option<&'i Evidence> {
    let named = |id: &str| basis.id.as_deref() == Some(id);
    match basis.fact {
        BasisFact::Cause => incident.causes.iter().find(|cause| named(&cause.id))?.evidence.first(),
        BasisFact::DataType => {
            incident.data_types.iter().find(|data| named(&data.id))?.evidence.first()
        }
        BasisFact::Count => incident.count.as_ref().map(|count| &count.evidence),
    }
}

/// Whether a text is a day as `2026-11-24`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    widths == [4, 2, 2] && parts.into_iter().all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CaseCount, CaseData, Exposure};

    fn case(causes: &[&str], data: &[&str], count: Option<(u64, &str)>) -> Case {
        Case {
            title: "架空の件".to_owned(),
            organization: Some("架空商事株式会社".to_owned()),
            organization_kind: None,
            causes: causes.iter().map(|&id| id.to_owned()).collect(),
            data_types: data
                .iter()
                .map(|&id| CaseData { id: id.to_owned(), status: Exposure::Exposed })
                .collect(),
            status: Status::Confirmed,
            count: count.map(|(value, unit)| CaseCount { value, unit: unit.to_owned() }),
            dates: Vec::new(),
            third_party: false,
        }
    }

    fn rules(case: &Case) -> Vec<String> {
        Tables::built_in().reporting(case).duties.into_iter().map(|duty| duty.rule).collect()
    }

    #[test]
    fn each_case_of_the_law_has_its_rule_and_its_border() {
        let loss: &[&str] = &["loss"];
        for (case, expected) in [
            (case(loss, &["name"], None), vec![]),
            (case(loss, &["name", "health"], Some((1, "人"))), vec!["appi_sensitive"]),
            (case(loss, &["credit_card"], None), vec!["appi_property"]),
            (case(loss, &["name", "bank_account"], None), vec![]),
            (case(loss, &["credentials", "bank_account"], None), vec!["appi_property"]),
            (case(&["insider_theft"], &["name"], None), vec!["appi_wrongful"]),
            (case(&["ransomware"], &["secret"], None), vec![]),
            (case(loss, &["name"], Some((1000, "人"))), vec![]),
            (case(loss, &["name"], Some((1001, "人"))), vec!["appi_many"]),
            (case(loss, &["name"], Some((1001, "社"))), vec![]),
            (case(loss, &["my_number"], Some((101, "名"))), vec!["my_number_many"]),
            (case(&["accidental_publication"], &["my_number"], None), vec!["my_number_public"]),
        ] {
            assert_eq!(rules(&case), expected, "{case:?}");
        }
    }

    #[test]
    fn a_public_body_is_told_by_its_name_or_by_the_person() {
        let judged = |name: &str, kind| {
            let mut case = case(&["loss"], &["name"], Some((101, "人")));
            case.organization = Some(name.to_owned());
            case.organization_kind = kind;
            rules(&case).contains(&"appi_public_many".to_owned())
        };
        for (name, public) in [
            ("架空市", true),
            ("架空県警", true),
            ("架空市立みどり小学校", true),
            ("架空市立病院", false),
            ("県立架空大学", false),
            ("株式会社架空村", false),
            ("架空商事", false),
        ] {
            assert_eq!(judged(name, None), public, "{name}");
        }
        assert!(judged("架空機構", Some(OrganizationKind::Public)));
        assert!(!judged("架空市", Some(OrganizationKind::Private)));
    }

    #[test]
    fn what_did_not_get_out_brings_no_duty() {
        let mut denied = case(&["unauthorized_access"], &["health"], None);
        denied.status = Status::Denied;
        assert!(rules(&denied).is_empty());
        let mut excluded = case(&["loss"], &["name", "health"], None);
        excluded.data_types[1].status = Exposure::Excluded;
        assert!(rules(&excluded).is_empty());
        let mut possible = case(&["loss"], &["health"], None);
        possible.status = Status::Possible;
        possible.data_types[0].status = Exposure::Possible;
        assert_eq!(rules(&possible), ["appi_sensitive"]);
    }

    #[test]
    fn the_longest_term_of_a_regime_is_that_of_its_other_rules() {
        let case = case(&["web_tampering"], &["credit_card", "my_number"], Some((2000, "名")));
        let terms: Vec<(String, u32)> = Tables::built_in()
            .reporting(&case)
            .duties
            .into_iter()
            .map(|duty| (duty.rule, duty.deadlines[1].days))
            .collect();
        let expected = [
            ("appi_property", 60),
            ("appi_wrongful", 60),
            ("appi_many", 60),
            ("my_number_wrongful", 60),
            ("my_number_many", 60),
        ];
        assert_eq!(terms, expected.map(|(rule, days)| (rule.to_owned(), days)));
    }

    #[test]
    fn a_broken_rule_names_itself_and_the_mend() {
        let built_in = Tables::built_in_files().iter().find(|(name, _)| *name == FILE).unwrap().1;
        for (from, to, expected) in [
            ("id = \"appi_many\"", "id = \"appi_wrongful\"", "appi_wrongful: it stands twice"),
            ("data = [[\"health\"]", "data = [[\"helth\"]", "there is no data type helth"),
            ("causes = [\"unauth", "causes = [\"auth", "there is no cause authorized_access"),
            ("more_than = 1000\n", "", "appi_many: it has no condition"),
            ("data = [[\"health\"]", "data = [[]", "a set of data is empty"),
            ("preliminary = [3, 5]", "preliminary = [5, 3]", "must grow from 1 day on"),
            ("final = 60", "final = 4", "must grow from 1 day on"),
            ("checked = \"2026-11-24\"", "checked = \"24.11.\"", "is no date"),
            ("statuses = [\"confirmed\"", "statuses = [\"sure\"", "there is no status sure"),
            ("organization = \"private\"", "organisation = \"private\"", "no key organisation"),
            ("organization = \"private\"", "organization = \"both\"", "private or public"),
            ("more_than = 1000", "more_than = \"many\"", "more_than must be a whole number"),
            ("article = \"個人情報保護法26条1項、施行規則7条1号\"", "", "article is missing"),
            ("personal = [\"name\"", "personal = [\"nom\"", "personal: there is no data type nom"),
        ] {
            let broken = built_in.replacen(from, to, 1);
            assert_ne!(broken, built_in, "{from}");
            let errors = Tables::from_files([(FILE, broken.as_str())]).unwrap_err();
            assert!(
                errors.iter().any(|error| error.to_string().contains(expected)),
                "{expected}: {errors:?}"
            );
        }
    }
}
