//! Data types: which of them were exposed, may have been, or are said not to be concerned.

use crate::document::Role;
use crate::model::{self, Measures, measures};
use crate::scope::{Claim, Label};
use crate::tables::{DataRow, Tables};
use crate::{Effect, Exposure, Status};

use super::{Placed, Scored, counts, evidence, of_sentence};

measures! {
    /// What is measured of one data type in one incident. A mention that stands in an exposure's frame is
    /// called told, one that does not is called bare.
    DataMeasure {
        /// Told in the title.
        TitleTold = "title_told",
        /// Told among the first sentences.
        LeadTold = "lead_told",
        /// In a section such as 流出した情報.
        Section = "section",
        /// Told under a heading such as 経緯.
        OutlineTold = "outline_told",
        /// Told in other running text.
        BodyTold = "body_told",
        /// Told under a heading such as 原因, or elsewhere.
        ElsewhereTold = "elsewhere_told",
        /// Bare in the title.
        TitleBare = "title_bare",
        /// Bare among the first sentences.
        LeadBare = "lead_bare",
        /// Bare elsewhere.
        BodyBare = "body_bare",
        /// Told beside another type, as in a list.
        ListedTold = "listed_told",
        /// Bare beside another type.
        ListedBare = "listed_bare",
        /// By hints only: words that name the type among others of their kind.
        Hint = "hint",
        /// By hints only, and in a list or a section on data.
        HintListed = "hint_listed",
        /// In a sentence that tells of a leak.
        Leak = "leak",
        /// In a sentence that tells of a possible leak.
        PossibleLeak = "possible_leak",
        /// In a sentence that denies a leak.
        DeniedLeak = "denied_leak",
        /// Denied: 含まれていない.
        Negated = "negated",
        /// Denied in the last sentence that names it.
        NegatedLast = "negated_last",
        /// Denied under a heading such as 対象外, or among the first sentences.
        NegatedPlainly = "negated_plainly",
        /// Named in an aside.
        Aside = "aside",
        /// The logarithm of one more than the number of mentions that count.
        Repeated = "repeated",
        /// The logarithm of one more than the number of other types told in its sentences.
        Company = "company",
        /// The logarithm of one more than the number of other types that its sentence names without an
        /// exposure's frame.
        List = "list",
        /// Bare in a sentence of three types or more among the first ones or in running text.
        BareList = "bare_list",
        /// Denied in a sentence of three types or more.
        NegatedList = "negated_list",
        /// What the words beside its mentions say for an exposure: the mean and the most, as logarithms of
        /// odds of at most 5 either way.
        BesideExposed = "beside_exposed",
        BesideExposedMost = "beside_exposed_most",
        /// The same for being said not to be concerned.
        BesideExcluded = "beside_excluded",
        BesideExcludedMost = "beside_excluded_most",
        /// For the generic type (個人情報): the probability of the likeliest finer type.
        Generic = "generic",
    }
}

/// How much more a data type counts in a list of them.
const LISTED: f64 = 1.25;
/// The probability from which a type is told.
const TOLD: f64 = 0.5;

/// What a data type's mention adds where it stands.
fn factor(placed: &Placed<'_>) -> f64 {
    if !counts(placed) {
        return 0.0;
    }
    let place = match (placed.mention.framed, placed.role) {
        (_, Role::Data) => 1.0,
        (true, _) if placed.lead || placed.title => 1.0,
        (true, Role::Outline | Role::Body) => 0.8,
        (true, Role::Cause) => 0.6,
        (true, _) => 0.4,
        (false, _) if placed.title => 0.45,
        (false, _) if placed.lead => 0.35,
        (false, _) => 0.1,
    };
    if placed.listed || placed.role == Role::Data { place * LISTED } else { place }
}

/// A data type of an incident.
#[derive(Debug, Clone)]
pub(crate) struct ScoredData {
    pub scored: Scored,
    /// `None` where it is neither exposed nor excluded.
    pub exposure: Option<Exposure>,
}

/// Every data type that is mentioned, in the tables' order.
pub(crate) fn data_types(
    mentions: &[Placed<'_>],
    tables: &Tables,
    status: Status,
) -> Vec<ScoredData> {
    let mut result: Vec<ScoredData> = (0..tables.data.data_type.len())
        .filter_map(|index| measured(index, mentions))
        .map(|scored| ScoredData { scored, exposure: None })
        .collect();
    let row = |data: &ScoredData| &tables.data.data_type[data.scored.index];
    let told = |data: &ScoredData| {
        model::logistic(tables.weights.data.score(data.scored.index, &data.scored.measures))
    };
    // 個人情報 is a type of its own only where nothing finer says what it was.
    let finer = result.iter().filter(|data| finer(row(data))).map(told).fold(0.0, f64::max);
    for data in &mut result {
        let generic = row(data).group == "generic";
        if generic {
            data.scored.measures.set(DataMeasure::Generic, finer);
        }
        let generic = generic && finer >= TOLD;
        let exposed = told(data);
        let excluded = model::logistic(
            tables.weights.excluded.score(data.scored.index, &data.scored.measures),
        );
        data.exposure = if exposed >= TOLD && (generic || exposed >= excluded) {
            let hedged = data.scored.evidence.iter().all(|&(number, added)| {
                added <= 0.0 || mentions[number].mention.effect == Effect::Hedged
            });
            let possible = hedged || status == Status::Possible;
            Some(if possible { Exposure::Possible } else { Exposure::Exposed })
        } else if excluded >= TOLD && !generic {
            Some(Exposure::Excluded)
        } else {
            None
        };
    }
    result
}

/// Whether a type says what 個人情報 was made of.
fn finer(row: &DataRow) -> bool {
    matches!(row.group.as_str(), "basic" | "identifier" | "sensitive" | "career" | "financial")
        && !matches!(row.id.as_str(), "image" | "credit_card" | "online_trace")
}

fn measured(index: usize, mentions: &[Placed<'_>]) -> Option<Scored> {
    let label = Label::Data(index);
    let own: Vec<&Placed<'_>> =
        mentions.iter().filter(|placed| placed.mention.label == label).collect();
    let last = own.iter().map(|placed| placed.sentence).max()?;
    let mut measures = Measures::new(DataMeasure::NAMES);
    let (mut repeated, mut hints, mut listed_hint, mut company, mut list) =
        (0.0_f64, true, false, 0_usize, 0_usize);
    for placed in &own {
        match placed.mention.effect {
            Effect::OutOfScope => measures.set(DataMeasure::Aside, 1.0),
            Effect::Negated => {
                measures.set(DataMeasure::Negated, 1.0);
                let company = of_sentence(mentions, placed.sentence).iter().filter(|other| {
                    other.mention.effect == Effect::Negated
                        && matches!(other.mention.label, Label::Data(_))
                });
                measures.mark(DataMeasure::NegatedList, company.count() >= 3);
                measures.mark(DataMeasure::NegatedLast, placed.sentence == last);
                measures.mark(
                    DataMeasure::NegatedPlainly,
                    placed.lead || matches!(placed.role, Role::Excluded | Role::Data),
                );
            }
            Effect::Supports | Effect::Hedged => {
                // 流出したとの記事もあるが、含まれていない: of two words in one sentence the last counts.
                let taken_back = own.iter().any(|other| {
                    other.mention.effect == Effect::Negated
                        && other.sentence == placed.sentence
                        && other.mention.start > placed.mention.start
                });
                if taken_back {
                    continue;
                }
                let hint = placed.mention.weight < 1.0;
                hints &= hint;
                listed_hint |= hint && (placed.listed || placed.role == Role::Data);
                repeated += 1.0;
                let measure = match (placed.mention.framed, placed.role) {
                    (_, Role::Data) => DataMeasure::Section,
                    (true, _) if placed.title => DataMeasure::TitleTold,
                    (true, _) if placed.lead => DataMeasure::LeadTold,
                    (true, Role::Outline) => DataMeasure::OutlineTold,
                    (true, Role::Body) => DataMeasure::BodyTold,
                    (true, _) => DataMeasure::ElsewhereTold,
                    (false, _) if placed.title => DataMeasure::TitleBare,
                    (false, _) if placed.lead => DataMeasure::LeadBare,
                    (false, _) => DataMeasure::BodyBare,
                };
                measures.set(measure, 1.0);
                let listed = if placed.mention.framed {
                    DataMeasure::ListedTold
                } else {
                    DataMeasure::ListedBare
                };
                measures.mark(listed, placed.listed);
                match placed.claim {
                    Some(Claim::Asserted) => measures.set(DataMeasure::Leak, 1.0),
                    Some(Claim::Hedged) => measures.set(DataMeasure::PossibleLeak, 1.0),
                    Some(Claim::Denied) => measures.set(DataMeasure::DeniedLeak, 1.0),
                    None => {}
                }
                company = company.max(others(placed, mentions, true));
                let beside = others(placed, mentions, false);
                list = list.max(beside);
                measures.mark(DataMeasure::BareList, !placed.mention.framed && beside >= 2);
            }
        }
    }
    measures.mark(DataMeasure::Hint, repeated > 0.0 && hints);
    measures.mark(DataMeasure::HintListed, repeated > 0.0 && hints && listed_hint);
    measures.set(DataMeasure::Repeated, (1.0 + repeated).ln());
    measures.set(DataMeasure::List, (1.0 + list as f64).ln());
    measures.set(DataMeasure::Company, (1.0 + company as f64).ln());
    let beside = |odds: fn(&Placed<'_>) -> f64| {
        let all = own.iter().map(|placed| odds(placed));
        let (sum, most) =
            all.fold((0.0, f64::NEG_INFINITY), |(sum, most), odds| (sum + odds, odds.max(most)));
        (sum / own.len() as f64, most)
    };
    let (mean, most) = beside(|placed| placed.beside.exposed);
    measures.set(DataMeasure::BesideExposed, mean);
    measures.set(DataMeasure::BesideExposedMost, most);
    let (mean, most) = beside(|placed| placed.beside.excluded);
    measures.set(DataMeasure::BesideExcluded, mean);
    measures.set(DataMeasure::BesideExcludedMost, most);
    let (evidence, score) = evidence(mentions, label, factor);
    Some(Scored { index, score, confidence: 0.0, measures, evidence })
}

/// How many other types the sentence of a mention names, in an exposure's frame or bare.
fn others(placed: &Placed<'_>, mentions: &[Placed<'_>], framed: bool) -> usize {
    let mut labels: Vec<Label> = of_sentence(mentions, placed.sentence)
        .iter()
        .filter(|other| {
            other.mention.framed == framed
                && counts(other)
                && matches!(other.mention.label, Label::Data(_))
                && other.mention.label != placed.mention.label
        })
        .map(|other| other.mention.label)
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels.len()
}
