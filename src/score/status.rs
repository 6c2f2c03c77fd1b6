//! Status: how sure the text is that information got out.

use crate::model::{Measures, measures};
use crate::scope::{Claim, Label};
use crate::tables::Tables;
use crate::{Effect, Status};

use super::{Placed, PlacedLeak};

measures! {
    /// What is measured of an incident to tell its status.
    StatusMeasure {
        /// Whether the text states a leak: 流出した.
        Stated = "stated",
        /// Whether it states one in the title or among the first sentences.
        StatedEarly = "stated_early",
        /// The logarithm of one more than the number of such statements.
        StatedOften = "stated_often",
        /// Whether it names a leak without stating it: 情報漏えいについて.
        Named = "named",
        /// Whether it names one in a title or a heading.
        NamedTitle = "named_title",
        /// Whether a leak may have been.
        Possible = "possible",
        /// Whether one may have been, early.
        PossibleEarly = "possible_early",
        /// The logarithm of one more than the number of such claims.
        PossibleOften = "possible_often",
        /// Whether a leak is denied.
        Denied = "denied",
        /// Whether one is denied early.
        DeniedEarly = "denied_early",
        /// The logarithm of one more than the number of denials.
        DeniedOften = "denied_often",
        /// Whether a kind of information is told as exposed.
        Data = "data",
        /// Whether one is told as possibly exposed.
        DataHedged = "data_hedged",
        /// Whether one is said not to be concerned.
        DataDenied = "data_denied",
        /// Whether any kind of information is named at all.
        DataNamed = "data_named",
        /// The first cause breaks in from outside.
        External = "external",
        /// The first cause is ransomware.
        Ransomware = "ransomware",
        /// The first cause stops a service.
        Outage = "outage",
        /// The first cause is an insider's.
        Insider = "insider",
        /// The first cause hands something to somebody wrong.
        Misdirected = "misdirected",
        /// The first cause shows something to the public or to other users.
        Shown = "shown",
        /// The first cause loses something.
        Lost = "lost",
        /// What the incident's words say for each status, as the logarithm of its probability, at least -5.
        WordsConfirmed = "words_confirmed",
        WordsPossible = "words_possible",
        WordsDenied = "words_denied",
        WordsNone = "words_none",
    }
}

/// The least that words say for a status.
const LEAST_WORDS: f64 = -5.0;

/// The statuses in the order of the model's labels.
pub(crate) const STATUSES: [Status; 4] =
    [Status::Confirmed, Status::Possible, Status::Denied, Status::None];

/// How sure the text is that information got out, the claims that say so, and what was measured. `words` are
/// the logarithms of the statuses' probabilities by the pieces of the passages that tell what happened.
pub(crate) fn status<'r>(
    cause: &str,
    words: [f64; 4],
    leaks: &[PlacedLeak<'r>],
    mentions: &[Placed<'r>],
    tables: &Tables,
) -> (Status, Vec<PlacedLeak<'r>>, Measures) {
    let mut measures = measured(cause, leaks, mentions);
    let by_words = [
        StatusMeasure::WordsConfirmed,
        StatusMeasure::WordsPossible,
        StatusMeasure::WordsDenied,
        StatusMeasure::WordsNone,
    ];
    for (measure, logarithm) in by_words.into_iter().zip(words) {
        measures.set(measure, logarithm.max(LEAST_WORDS));
    }
    let (best, _) =
        tables.weights.status.iter().map(|model| model.score(0, &measures)).enumerate().fold(
            (0, f64::NEG_INFINITY),
            |best, (index, score)| {
                if score > best.1 { (index, score) } else { best }
            },
        );
    let status = STATUSES[best];
    let claim = match status {
        Status::Confirmed => Some(Claim::Asserted),
        Status::Possible => Some(Claim::Hedged),
        Status::Denied => Some(Claim::Denied),
        Status::None => None,
    };
    let evidence = leaks.iter().filter(|leak| Some(leak.claim) == claim).copied().collect();
    (status, evidence, measures)
}

fn measured(cause: &str, leaks: &[PlacedLeak<'_>], mentions: &[Placed<'_>]) -> Measures {
    let mut measures = Measures::new(StatusMeasure::NAMES);
    let (mut stated, mut possible, mut denied) = (0.0_f64, 0.0_f64, 0.0_f64);
    for leak in leaks {
        let early = leak.lead || leak.title;
        match leak.claim {
            Claim::Asserted if leak.verbal => {
                stated += 1.0;
                measures.mark(StatusMeasure::StatedEarly, early);
            }
            Claim::Asserted => {
                measures.set(StatusMeasure::Named, 1.0);
                measures.mark(StatusMeasure::NamedTitle, leak.title);
            }
            Claim::Hedged => {
                possible += 1.0;
                measures.mark(StatusMeasure::PossibleEarly, early);
            }
            Claim::Denied => {
                denied += 1.0;
                measures.mark(StatusMeasure::DeniedEarly, early);
            }
        }
    }
    measures.mark(StatusMeasure::Stated, stated > 0.0);
    measures.mark(StatusMeasure::Possible, possible > 0.0);
    measures.mark(StatusMeasure::Denied, denied > 0.0);
    measures.set(StatusMeasure::StatedOften, (1.0 + stated).ln());
    measures.set(StatusMeasure::PossibleOften, (1.0 + possible).ln());
    measures.set(StatusMeasure::DeniedOften, (1.0 + denied).ln());
    for placed in mentions.iter().filter(|placed| matches!(placed.mention.label, Label::Data(_))) {
        match placed.mention.effect {
            Effect::Supports if placed.mention.framed => measures.set(StatusMeasure::Data, 1.0),
            Effect::Hedged if placed.mention.framed => measures.set(StatusMeasure::DataHedged, 1.0),
            Effect::Negated => measures.set(StatusMeasure::DataDenied, 1.0),
            _ => {}
        }
        measures.mark(StatusMeasure::DataNamed, placed.mention.effect != Effect::OutOfScope);
    }
    let group = match cause {
        "ransomware" => Some(StatusMeasure::Ransomware),
        "unauthorized_access" | "account_takeover" | "malware" | "phishing" | "web_tampering" => {
            Some(StatusMeasure::External)
        }
        "dos" => Some(StatusMeasure::Outage),
        "insider_theft" | "insider_misuse" => Some(StatusMeasure::Insider),
        "misdirected_email" | "misdirected_other" => Some(StatusMeasure::Misdirected),
        "accidental_publication" | "misconfiguration" | "software_fault" => {
            Some(StatusMeasure::Shown)
        }
        "loss" | "theft" | "improper_disposal" => Some(StatusMeasure::Lost),
        _ => None,
    };
    if let Some(group) = group {
        measures.set(group, 1.0);
    }
    measures
}
