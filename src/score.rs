//! The mentions of one incident in; its causes, data types and status out.
//!
//! A stage of its own because only here are pieces of evidence weighed against each other; what this
//! stage adds up is what the result shows as evidence.

use crate::document::Role;
use crate::scope::{Claim, Label, Mention};
use crate::tables::Tables;
use crate::{Effect, Exposure, Status};

/// A mention with its place in the incident.
#[derive(Debug, Clone)]
pub(crate) struct Placed<'r> {
    pub mention: Mention<'r>,
    /// The byte of the text at which its sentence begins.
    pub offset: usize,
    pub role: Role,
    /// Whether it stands in the title or among the first sentences.
    pub lead: bool,
    /// Whether it stands in the title.
    pub title: bool,
    pub sentence: usize,
    /// For a data type: whether another one stands right beside it, as in a list.
    pub listed: bool,
}

/// A claim about a leak with its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedLeak<'r> {
    pub claim: Claim,
    pub start: usize,
    pub end: usize,
    pub pattern: &'r str,
    /// Whether it stands in a heading.
    pub title: bool,
    /// Whether it is a statement and not a bare noun.
    pub verbal: bool,
}

/// A label with what it weighs and why: indices of the mentions with what each adds.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    pub index: usize,
    pub score: f64,
    pub evidence: Vec<(usize, f64)>,
    pub named: bool,
}

/// What each further match of one label adds, as a share of the one before it.
const REPEAT: f64 = 0.6;
/// How much more a data type counts in a list of them.
const LISTED: f64 = 1.25;
/// The score from which a cause is told at all.
const LEAST_CAUSE: f64 = 0.9;
/// The score from which a data type is told at all.
const LEAST_DATA: f64 = 0.5;
const MOST_CAUSES: usize = 3;

/// What a cause's mention adds where it stands.
fn cause_factor(placed: &Placed<'_>) -> f64 {
    let place = match placed.role {
        _ if placed.title => 1.4,
        Role::Cause => 1.4,
        Role::Outline => 1.2,
        _ if placed.lead => 1.2,
        Role::Data | Role::Excluded => 0.35,
        Role::Title => 0.6,
        Role::Body => 0.5,
        Role::Measures | Role::Advice | Role::Contact | Role::Background => 0.0,
    };
    match placed.mention.effect {
        Effect::Supports => place,
        Effect::Hedged => place * 0.7,
        Effect::Negated | Effect::OutOfScope => 0.0,
    }
}

/// What a data type's mention adds where it stands.
fn data_factor(placed: &Placed<'_>) -> f64 {
    if matches!(placed.mention.effect, Effect::Negated | Effect::OutOfScope) {
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

/// The causes of an incident, best first, and every cause that has evidence.
pub(crate) fn causes(mentions: &[Placed<'_>], tables: &Tables) -> (Vec<Scored>, Vec<Scored>) {
    let mut all: Vec<Scored> = (0..tables.causes.cause.len())
        .filter_map(|index| scored(index, mentions, Label::Cause(index), cause_factor))
        .collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
    let position = |id: &str| tables.causes.cause.iter().position(|row| row.id == id);
    let unknown = position("unknown");
    let mut told: Vec<Scored> = all
        .iter()
        .filter(|cause| cause.score >= LEAST_CAUSE && Some(cause.index) != unknown)
        .cloned()
        .collect();
    for _ in 0..told.len() {
        for row in &tables.causes.precedence {
            let find = |id: &str, told: &[Scored]| {
                let index = position(id)?;
                told.iter().position(|cause| cause.index == index)
            };
            if let (Some(winner), Some(loser)) = (find(&row.winner, &told), find(&row.loser, &told))
                && winner > loser
                && told[winner].score >= row.ratio * told[loser].score
            {
                let cause = told.remove(winner);
                told.insert(loser, cause);
            }
        }
    }
    let Some(first) = told.first().cloned() else {
        let nothing = unknown.map(|index| {
            all.iter().find(|cause| cause.index == index).cloned().unwrap_or(Scored {
                index,
                score: 0.0,
                evidence: Vec::new(),
                named: true,
            })
        });
        return (nothing.into_iter().collect(), all);
    };
    let id = |cause: &Scored| tables.causes.cause[cause.index].id.as_str();
    let companion = |second: &Scored, of: &Scored| {
        tables.causes.companion.iter().any(|row| {
            row.first == id(of) && row.second == id(second) && second.score >= row.ratio * of.score
        })
    };
    let mut result = vec![first.clone()];
    for cause in &told[1..] {
        if result.len() < MOST_CAUSES && cause.named && companion(cause, &first) {
            result.push(cause.clone());
        }
    }
    (result, all)
}

fn scored(
    index: usize,
    mentions: &[Placed<'_>],
    label: Label,
    factor: impl Fn(&Placed<'_>) -> f64,
) -> Option<Scored> {
    let own: Vec<(usize, &Placed<'_>)> =
        mentions.iter().enumerate().filter(|(_, placed)| placed.mention.label == label).collect();
    if own.is_empty() {
        return None;
    }
    let mut weights: Vec<(usize, f64)> = own
        .iter()
        .map(|&(number, placed)| (number, placed.mention.weight * factor(placed)))
        .collect();
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut evidence: Vec<(usize, f64)> = Vec::new();
    let mut share = 1.0;
    let mut score = 0.0;
    for (number, weight) in weights {
        let placed = &mentions[number];
        // A phrase counts once, for its heaviest pattern.
        let repeated = evidence.iter().any(|&(other, counted)| {
            let other = &mentions[other];
            counted > 0.0
                && other.sentence == placed.sentence
                && other.mention.start < placed.mention.end
                && placed.mention.start < other.mention.end
        });
        if repeated {
            continue;
        }
        let added = weight * share;
        if weight > 0.0 {
            share *= REPEAT;
        }
        score += added;
        evidence.push((number, added));
    }
    let named =
        evidence.iter().any(|&(number, added)| added > 0.0 && mentions[number].mention.named);
    Some(Scored { index, score, evidence, named })
}

/// A data type of an incident.
#[derive(Debug, Clone)]
pub(crate) struct ScoredData {
    pub scored: Scored,
    pub exposure: Exposure,
}

/// The data types of an incident, in the tables' order.
pub(crate) fn data_types(
    mentions: &[Placed<'_>],
    tables: &Tables,
    status: Status,
) -> Vec<ScoredData> {
    let mut result: Vec<ScoredData> = Vec::new();
    for index in 0..tables.data.data_type.len() {
        let Some(scored) = scored(index, mentions, Label::Data(index), data_factor) else {
            continue;
        };
        let own = || mentions.iter().filter(|placed| placed.mention.label == Label::Data(index));
        let negated = || own().filter(|placed| placed.mention.effect == Effect::Negated);
        let excluded = negated().next().is_some();
        // 流出したとの記事もあるが、含まれていない: of two words in one sentence the last one counts.
        let taken_back = |placed: &Placed<'_>| {
            negated().any(|denial| {
                denial.sentence == placed.sentence && denial.mention.start > placed.mention.start
            })
        };
        let framed = own().any(|placed| {
            placed.mention.framed && data_factor(placed) >= LEAST_DATA && !taken_back(placed)
        });
        // Said in passing, it does not outweigh a plain denial.
        let told = own().any(|placed| {
            placed.mention.framed
                && data_factor(placed) >= LEAST_DATA
                && !taken_back(placed)
                && (placed.lead
                    || placed.title
                    || matches!(placed.role, Role::Data | Role::Outline))
        });
        if scored.score >= LEAST_DATA && (framed || !excluded) && (told || !excluded) {
            let hedged = scored.evidence.iter().all(|&(number, added)| {
                added <= 0.0 || mentions[number].mention.effect == Effect::Hedged
            });
            let exposure = if hedged || status == Status::Possible {
                Exposure::Possible
            } else {
                Exposure::Exposed
            };
            result.push(ScoredData { scored, exposure });
        } else if excluded {
            result.push(ScoredData { scored, exposure: Exposure::Excluded });
        }
    }
    drop_generic(&mut result, tables);
    result
}

/// 個人情報 is a type of its own only where nothing finer says what it was.
fn drop_generic(result: &mut Vec<ScoredData>, tables: &Tables) {
    let row = |data: &ScoredData| &tables.data.data_type[data.scored.index];
    let finer = result.iter().any(|data| {
        data.exposure != Exposure::Excluded
            && (matches!(
                row(data).group.as_str(),
                "basic" | "identifier" | "sensitive" | "career" | "financial"
            ) && !matches!(row(data).id.as_str(), "image" | "credit_card" | "online_trace"))
    });
    if finer {
        result.retain(|data| row(data).group != "generic" || data.exposure == Exposure::Excluded);
    }
    let exposed = result
        .iter()
        .any(|data| data.exposure != Exposure::Excluded && row(data).group != "organisation");
    if exposed {
        result
            .retain(|data| !(row(data).group == "generic" && data.exposure == Exposure::Excluded));
    }
}

/// How sure the text is that information got out, and the claims that say so.
pub(crate) fn status<'r>(
    cause: &str,
    leaks: &[PlacedLeak<'r>],
    mentions: &[Placed<'r>],
) -> (Status, Vec<PlacedLeak<'r>>) {
    let of = |claim: Claim, title: bool| -> Vec<PlacedLeak<'r>> {
        leaks.iter().filter(|leak| leak.claim == claim && leak.title == title).copied().collect()
    };
    // 持ち出された情報 heads a section as a statement; 情報漏えいについて does not.
    let headed = of(Claim::Asserted, true)
        .into_iter()
        .filter(|leak| leak.verbal && leak.pattern != "持ち出し");
    let asserted: Vec<_> = of(Claim::Asserted, false).into_iter().chain(headed).collect();
    let hedged: Vec<_> =
        of(Claim::Hedged, false).into_iter().chain(of(Claim::Hedged, true)).collect();
    let denied: Vec<_> =
        of(Claim::Denied, false).into_iter().chain(of(Claim::Denied, true)).collect();
    let title = of(Claim::Asserted, true);
    let data = |effect: Effect| {
        mentions.iter().any(|placed| {
            matches!(placed.mention.label, Label::Data(_))
                && placed.mention.framed
                && placed.mention.effect == effect
                && data_factor(placed) >= LEAST_DATA
        })
    };
    let by_hand = matches!(
        cause,
        "misdirected_email"
            | "misdirected_other"
            | "loss"
            | "theft"
            | "insider_theft"
            | "insider_misuse"
            | "improper_disposal"
            | "accidental_publication"
    );
    if by_hand {
        if asserted.is_empty() && !denied.is_empty() && !data(Effect::Supports) {
            return (Status::Denied, denied);
        }
        return (Status::Confirmed, asserted);
    }
    if !asserted.is_empty() {
        // 漏えいしたおそれ in the body outweighs a bare 漏えい in passing.
        let statements = asserted.iter().filter(|leak| leak.verbal).count();
        if hedged.len() > asserted.len() || statements == 0 && !hedged.is_empty() {
            return (Status::Possible, hedged);
        }
        return (Status::Confirmed, asserted);
    }
    if !hedged.is_empty() {
        return (Status::Possible, hedged);
    }
    // Somebody else's data on the screen was seen by somebody.
    if cause == "software_fault" && data(Effect::Supports) {
        return (Status::Confirmed, Vec::new());
    }
    if !denied.is_empty() {
        return (Status::Denied, denied);
    }
    if !title.is_empty() {
        return (Status::Confirmed, title);
    }
    if data(Effect::Supports) || data(Effect::Hedged) {
        return (Status::Possible, Vec::new());
    }
    if mentions.iter().any(|placed| {
        matches!(placed.mention.label, Label::Data(_)) && placed.mention.effect == Effect::Negated
    }) {
        return (Status::Denied, Vec::new());
    }
    (Status::None, Vec::new())
}
