//! The hits of a sentence in, mentions with their scope out: which count, and what cancels the others.
//!
//! A stage of its own because negation, hedges, asides and lists are properties of sentences, not of
//! causes or data types; every table's hits go through the same rules.

use crate::document::Role;
use crate::pattern::Sentence;
use crate::rules::{Hit, Target};
use crate::tables::CueKind;
use crate::token::PartOfSpeech;
use crate::{Effect, ReasonKind};

/// A hit for a cause or a data type, with what its sentence makes of it.
#[derive(Debug, Clone)]
pub(crate) struct Mention<'r> {
    pub start: usize,
    pub end: usize,
    pub label: Label,
    pub weight: f64,
    /// Whether the words name the cause itself.
    pub named: bool,
    pub pattern: &'r str,
    pub effect: Effect,
    /// What cancelled or weakened it.
    pub reason: Option<Scope>,
    /// For a data type: whether an exposure governs it.
    pub framed: bool,
}

/// What cancelled or weakened a mention, with the words of its sentence that say so; none of them where its
/// section does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope {
    pub kind: ReasonKind,
    pub by: Option<(usize, usize)>,
}

impl Mention<'_> {
    /// Weakens or cancels it for a reason; what that makes of it is the reason's to say.
    fn limit(&mut self, scope: Scope) {
        self.effect = match scope.kind {
            ReasonKind::Denied | ReasonKind::NotConcerned | ReasonKind::NotExposed => {
                Effect::Negated
            }
            ReasonKind::Hedged | ReasonKind::NotRuledOut => Effect::Hedged,
            ReasonKind::Measure
            | ReasonKind::Advice
            | ReasonKind::Contact
            | ReasonKind::Background
            | ReasonKind::OthersEvent
            | ReasonKind::EarlierEvent => Effect::OutOfScope,
        };
        self.reason = Some(scope);
    }
}

/// A part of a sentence that does not tell of the incident, and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aside {
    pub start: usize,
    pub end: usize,
    pub scope: Scope,
}

/// What a mention speaks for: a place in the table of causes or of data types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    Cause(usize),
    Data(usize),
}

/// What a sentence says about information getting out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It did.
    Asserted,
    /// It may have.
    Hedged,
    /// It did not, or nothing shows it.
    Denied,
}

/// A claim and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leak<'r> {
    pub start: usize,
    pub end: usize,
    pub claim: Claim,
    pub pattern: &'r str,
    /// Whether it lies in an aside.
    pub aside: bool,
    /// Whether it is a statement (流出した, 漏えいが確認された) and not a bare noun (流出).
    pub verbal: bool,
}

/// A sentence after this stage; offsets are the sentence's own.
#[derive(Debug, Default)]
pub(crate) struct Reading<'r> {
    pub mentions: Vec<Mention<'r>>,
    pub leaks: Vec<Leak<'r>>,
    pub asides: Vec<Aside>,
    pub cues: Vec<(CueKind, usize, usize, &'r str)>,
}

impl Reading<'_> {
    /// Whether the sentence holds a cue of a kind outside its asides.
    pub fn told(&self, wanted: impl Fn(CueKind) -> bool) -> bool {
        self.cues
            .iter()
            .any(|&(kind, start, ..)| wanted(kind) && aside_at(&self.asides, start).is_none())
    }
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub role: Role,
    /// Whether it is a title or the first sentence after one: such a sentence is never an aside.
    pub opening: bool,
}

/// Reads a sentence's hits.
pub(crate) fn read<'r>(sentence: &Sentence<'_>, hits: &[Hit<'r>], place: Place) -> Reading<'r> {
    let cues: Vec<(CueKind, usize, usize, &'r str)> = hits
        .iter()
        .filter_map(|hit| match hit.target {
            Target::Cue(kind) => Some((*kind, hit.start, hit.end, hit.pattern)),
            _ => None,
        })
        .collect();
    if hits.is_empty() {
        return Reading::default();
    }
    let breaks = Breaks::of(sentence);
    let asides = asides(sentence, &cues, &breaks, place);
    let mentions = mentions(sentence, hits, &cues, &breaks, &asides, place);
    let leaks = leaks(sentence, &cues, &breaks, &asides, place);
    Reading { mentions, leaks, asides, cues }
}

/// Where a sentence's clauses end.
struct Breaks {
    /// After 、 that follows a predicate.
    clauses: Vec<usize>,
    /// Those of them after が, ものの and the like.
    contrasts: Vec<usize>,
    /// Also between a predicate and a noun that follows it at once (確認し|再発防止策を).
    phrases: Vec<usize>,
    /// Negative predicates that end a clause: from the verb to its ない.
    negatives: Vec<(usize, usize)>,
}

impl Breaks {
    fn of(sentence: &Sentence<'_>) -> Self {
        let (mut clauses, mut contrasts, mut phrases) = (Vec::new(), Vec::new(), Vec::new());
        let tokens = sentence.tokens();
        let surface = |index: usize| &sentence.text[tokens[index].start..tokens[index].end];
        for index in 1..tokens.len() {
            let before = &tokens[index - 1];
            let word = surface(index - 1);
            let conjunctive = before.pos == PartOfSpeech::ConjunctiveParticle;
            let predicate = before.pos.inflects() || conjunctive;
            if matches!(surface(index), "、" | ",") {
                let linked = matches!(
                    word,
                    "ため"
                        | "ところ"
                        | "一方"
                        | "ほか"
                        | "うえ"
                        | "上"
                        | "後"
                        | "際"
                        | "結果"
                        | "もの"
                        | "ものの"
                        | "わたり"
                        | "が"
                        | "けれど"
                        | "けれども"
                );
                if predicate || linked {
                    clauses.push(tokens[index].end);
                    phrases.push(tokens[index].end);
                }
                let contrast = (conjunctive
                    && matches!(word, "が" | "ものの" | "けれど" | "けれども" | "つつも"))
                    || matches!(word, "一方" | "ものの");
                if contrast {
                    contrasts.push(tokens[index].end);
                }
            } else if conjunctive && matches!(word, "が" | "ものの") {
                contrasts.push(before.end);
                clauses.push(before.end);
                phrases.push(before.end);
            } else if predicate && tokens[index].pos.nominal() && before.end > 0 {
                // 確認し再発防止策を: a stem form, not 確認した事案.
                let stem = before.pos == PartOfSpeech::Verb
                    && matches!(
                        before.lemma,
                        "する"
                            | "れる"
                            | "られる"
                            | "おる"
                            | "なる"
                            | "受ける"
                            | "ある"
                            | "及ぶ"
                            | "含む"
                            | "とどまる"
                    )
                    && !word.ends_with(['る', 'た']);
                // 氏名であり口座番号は, 氏名で口座番号は: a list that ends without a comma.
                let copula = before.pos == PartOfSpeech::Auxiliary
                    && matches!((before.lemma, word), ("だ", "で") | ("ある", "あり"));
                if stem || copula || conjunctive && matches!(word, "て" | "で" | "し") {
                    phrases.push(before.end);
                }
            }
        }
        Self { clauses, contrasts, phrases, negatives: negatives(sentence) }
    }

    fn before(list: &[usize], at: usize) -> usize {
        list.iter().copied().take_while(|&end| end <= at).last().unwrap_or(0)
    }

    fn after(list: &[usize], at: usize, end: usize) -> usize {
        list.iter().copied().find(|&boundary| boundary > at).unwrap_or(end)
    }

    fn between(list: &[usize], from: usize, to: usize) -> bool {
        list.iter().any(|&boundary| boundary > from && boundary <= to)
    }
}

/// Negative predicates that end a clause: 含まれておりません。 but not 含まれない情報 or 確認せずに送った.
fn negatives(sentence: &Sentence<'_>) -> Vec<(usize, usize)> {
    let tokens = sentence.tokens();
    let surface = |index: usize| &sentence.text[tokens[index].start..tokens[index].end];
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if !matches!(token.lemma, "ない" | "無い" | "ん" | "ぬ" | "ず") || !token.pos.inflects()
        {
            continue;
        }
        let mut next = index + 1;
        while next < tokens.len() && matches!(tokens[next].lemma, "た" | "です" | "ます" | "だ")
        {
            next += 1;
        }
        let ends = match tokens.get(next) {
            None => true,
            Some(after) => {
                after.pos == PartOfSpeech::Symbol
                    || after.pos == PartOfSpeech::ConjunctiveParticle
                    || matches!(
                        surface(next),
                        "と" | "とのこと"
                            | "という"
                            | "、"
                            | "。"
                            | ")"
                            | "ため"
                            | "もの"
                            | "ものの"
                            | "一方"
                            | "そう"
                            | "よう"
                            | "とし"
                            | "こと"
                    )
            }
        };
        let mut first = index;
        while first > 0
            && (tokens[first - 1].pos.inflects()
                || tokens[first - 1].pos == PartOfSpeech::ConjunctiveParticle)
        {
            first -= 1;
        }
        // かもしれない, 間違いない, 分からない say nothing of the kind.
        let before = if first < index { tokens[first].lemma } else { "" };
        let idiom = [
            "知れる",
            "しれる",
            "分かる",
            "わかる",
            "限る",
            "足りる",
            "過ぎる",
            "すぎる",
            "済む",
            "構う",
            "言い切れる",
        ]
        .contains(&before)
            // しなければならない, してはならない, but not 仕組みになっておらず.
            || before == "なる" && surface(first).starts_with("なら")
            || sentence.text[..tokens[first].start].ends_with("否定")
            || sentence.text[..tokens[first].start].ends_with("間違い")
            || sentence.text[..tokens[first].start].ends_with("だけで")
            || [
                "否定", "特定", "断定", "排除", "確認", "判断", "把握", "納得", "理解", "対応",
                "説明", "回収",
            ]
            .iter()
            .any(|noun| before == "できる" && sentence.text[..tokens[first].start].ends_with(noun));
        if ends && !idiom {
            found.push((tokens[first].start, token.end));
        }
    }
    found
}

fn asides(
    sentence: &Sentence<'_>,
    cues: &[(CueKind, usize, usize, &str)],
    breaks: &Breaks,
    place: Place,
) -> Vec<Aside> {
    let end = sentence.text.len();
    let section = |kind| vec![Aside { start: 0, end, scope: Scope { kind, by: None } }];
    match place.role {
        Role::Measures => return section(ReasonKind::Measure),
        Role::Advice => return section(ReasonKind::Advice),
        Role::Contact => return section(ReasonKind::Contact),
        Role::Background => return section(ReasonKind::Background),
        _ => {}
    }
    if place.opening || place.role == Role::Title {
        return Vec::new();
    }
    let mut asides = Vec::new();
    for &(kind, start, stop, _) in cues {
        let (from, to, kind) = match kind {
            CueKind::Measure if place.role != Role::Data => (
                Breaks::before(&breaks.phrases, start),
                Breaks::after(&breaks.clauses, stop, end),
                ReasonKind::Measure,
            ),
            CueKind::Advice => (Breaks::before(&breaks.contrasts, start), end, ReasonKind::Advice),
            CueKind::Others => {
                (Breaks::before(&breaks.contrasts, start), end, ReasonKind::OthersEvent)
            }
            CueKind::Past => {
                (Breaks::before(&breaks.clauses, start), end, ReasonKind::EarlierEvent)
            }
            _ => continue,
        };
        let scope = Scope { kind, by: Some((start, stop)) };
        asides.push(Aside { start: from, end: to, scope });
    }
    asides
}

/// What makes an aside of the words at a place.
pub(crate) fn aside_at(asides: &[Aside], at: usize) -> Option<Scope> {
    asides.iter().find(|aside| aside.start <= at && at < aside.end).map(|aside| aside.scope)
}

/// Words between a cause and a negation that take the cause out of its reach: 不正アクセスを受けたが…ない.
const GIVEN: [&str; 11] = [
    "により",
    "によって",
    "を受け",
    "が発生",
    "があり",
    "があった",
    "を検知",
    "に起因",
    "で発生",
    "が判明",
    "に遭",
];

fn mentions<'r>(
    sentence: &Sentence<'_>,
    hits: &[Hit<'r>],
    cues: &[(CueKind, usize, usize, &'r str)],
    breaks: &Breaks,
    asides: &[Aside],
    place: Place,
) -> Vec<Mention<'r>> {
    let mut mentions = Vec::new();
    for hit in hits {
        let mut mention = match *hit.target {
            Target::Cause { cause, weight, named } => Mention {
                start: hit.start,
                end: hit.end,
                label: Label::Cause(cause),
                weight,
                named,
                pattern: hit.pattern,
                effect: Effect::Supports,
                reason: None,
                framed: true,
            },
            Target::Data { data, weight } => Mention {
                start: hit.start,
                end: hit.end,
                label: Label::Data(data),
                weight,
                named: false,
                pattern: hit.pattern,
                effect: Effect::Supports,
                reason: None,
                framed: false,
            },
            _ => continue,
        };
        if let Some(scope) = aside_at(asides, hit.start) {
            mention.limit(scope);
        } else if let Label::Cause(_) = mention.label {
            cause_scope(sentence.text, &mut mention, cues, breaks);
        } else {
            data_scope(sentence, &mut mention, cues, breaks, place);
        }
        mentions.push(mention);
    }
    mentions
}

fn cause_scope(
    text: &str,
    mention: &mut Mention<'_>,
    cues: &[(CueKind, usize, usize, &str)],
    breaks: &Breaks,
) {
    let clause_end = Breaks::after(&breaks.clauses, mention.end - 1, text.len());
    let denial = cues
        .iter()
        .filter(|&&(kind, ..)| kind == CueKind::Deny)
        .map(|&(_, start, end, _)| (start, end))
        .chain(breaks.negatives.iter().copied())
        .filter(|&(start, end)| end > mention.end && start + 1 >= mention.end && start < clause_end)
        .min();
    if let Some((start, end)) = denial {
        let start = start.max(mention.end);
        let between = &text[mention.end..start];
        let leak = cues
            .iter()
            .any(|&(kind, from, ..)| kind == CueKind::Leak && from >= mention.end && from < start);
        let given =
            GIVEN.iter().any(|word| between.contains(word)) || between.contains("による") && leak;
        let whole = between.trim_end_matches("では").ends_with("もの")
            || text[start..end].contains("ものでは");
        let undeniable = cues.iter().any(|&(kind, from, ..)| {
            kind == CueKind::Undeniable && from + 3 >= start && from <= end
        });
        if (whole || !given) && !undeniable {
            mention.limit(Scope { kind: ReasonKind::Denied, by: Some((start, end)) });
            return;
        }
    }
    let hedge = cues.iter().find(|&&(kind, start, ..)| {
        kind == CueKind::Hedge
            && start >= mention.end
            && start < clause_end
            && text[mention.end..start].chars().count() <= 8
    });
    if let Some(&(_, start, end, _)) = hedge {
        mention.limit(Scope { kind: ReasonKind::Hedged, by: Some((start, end)) });
    }
}

fn data_scope(
    sentence: &Sentence<'_>,
    mention: &mut Mention<'_>,
    cues: &[(CueKind, usize, usize, &str)],
    breaks: &Breaks,
    place: Place,
) {
    let text = sentence.text;
    if place.role == Role::Excluded {
        mention.limit(Scope { kind: ReasonKind::NotConcerned, by: None });
        return;
    }
    // The nearest predicate to the right governs the list that the mention stands in.
    let right =
        |from: usize, to: usize| from >= mention.end || (to > mention.end && from > mention.start);
    let near = |from: usize| text[mention.end..from.max(mention.end)].chars().count();
    if cues.iter().any(|&(kind, start, end, _)| {
        kind == CueKind::ExceptFor && right(start, end) && near(start) <= 6
    }) {
        mention.framed = true;
        return;
    }
    // パスワード(元に戻せない形にしたもの): what stands in brackets says nothing about what stands outside.
    let apart = |from: usize| {
        let between = &text[mention.end.min(from)..from.max(mention.end)];
        let (mut depth, mut inside) = (0_i32, false);
        for character in between.chars() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            inside = depth > 0;
        }
        inside
    };
    let denials = || {
        cues.iter()
            .filter(|&&(kind, start, end, _)| {
                kind == CueKind::Exclude
                    || kind == CueKind::Deny && !negative_verb(breaks, start, end)
            })
            .map(|&(kind, start, end, _)| (start, end, kind == CueKind::Exclude))
            .chain(breaks.negatives.iter().map(|&(start, end)| (start, end, true)))
            .filter(|&(start, end, _)| right(start, end) && !apart(start))
    };
    let denial = denials()
        .filter(|&(start, ..)| !Breaks::between(&breaks.contrasts, mention.end, start))
        .filter(|&(start, _, strong)| {
            let leak = cues.iter().any(|&(kind, from, to, _)| {
                kind == CueKind::Leak && right(from, to) && from < start
            });
            strong || leak || near(start) <= 10
        })
        .filter(|&(start, ..)| {
            // A list is cut by であり, 含まれるが and the like, unless いずれも takes all of it up again.
            let from = Breaks::before(&breaks.phrases, start);
            let together = ["いずれも", "どちらも", "ともに", "すべて", "全て"]
                .iter()
                .any(|word| text[from.min(start)..start].contains(word));
            together
                || !Breaks::between(&breaks.phrases, mention.end, start)
                || topical(sentence, mention.end, start, cues)
        })
        .min();
    // 流出は確認されていない: the noun is the negation's own subject, not a predicate.
    let exposure = cues
        .iter()
        .filter(|&&(kind, start, end, _)| kind == CueKind::Expose && right(start, end))
        .filter(|&&(_, start, end, _)| {
            !(adnominal(sentence, end) && topical(sentence, mention.end, start, cues))
        })
        .find(|&&(_, start, end, _)| {
            !denials().any(|(from, to, _)| {
                to > end
                    && !Breaks::between(&breaks.clauses, end, from.max(end))
                    && (from <= start || text[end.min(from)..from.max(end)].chars().count() <= 4)
            })
        });
    // 住所の入ったファイルはない: the frame itself is what there is none of.
    let nothing = |from: usize| {
        breaks.negatives.iter().any(|&(start, end)| {
            let verb = &text[start..end];
            start > from
                && (verb.starts_with('な')
                    || verb.starts_with("あり")
                    || verb.starts_with("ござ")
                    || verb.starts_with("存在"))
                && !Breaks::between(&breaks.clauses, from, start)
                && text[..start].ends_with(['は', 'も'])
        })
    };
    if let Some((start, end, _)) = denial
        && exposure.is_none_or(|&(_, from, ..)| start <= from || nothing(from))
    {
        let misuse = cues
            .iter()
            .any(|&(kind, from, to, _)| kind == CueKind::Misuse && right(from, to) && from < end);
        if misuse {
            return;
        }
        let reopened =
            cues.iter().find(|&&(kind, from, ..)| kind == CueKind::Undeniable && from + 3 >= start);
        if let Some(&(_, from, to, _)) = reopened {
            mention.limit(Scope { kind: ReasonKind::NotRuledOut, by: Some((from, to)) });
            mention.framed = true;
        } else {
            mention.limit(Scope { kind: ReasonKind::NotConcerned, by: Some((start, end)) });
        }
        return;
    }
    if let Some(&(_, start, end, _)) = exposure {
        // 氏名を保管する領域は切り離されており、流出はない: the sentence's last word on it.
        let weak = !cues
            .iter()
            .any(|&(kind, from, to, _)| kind == CueKind::Leak && from < end && start < to);
        let last_word = denials().find(|&(from, to, strong)| {
            let leak =
                cues.iter().any(|&(kind, at, ..)| kind == CueKind::Leak && at >= end && at < to);
            let misuse =
                cues.iter().any(|&(kind, at, ..)| kind == CueKind::Misuse && at >= end && at < to);
            strong
                && leak
                && !misuse
                && from >= end
                && !Breaks::between(&breaks.contrasts, mention.end, from)
        });
        let reopened =
            cues.iter().any(|&(kind, from, ..)| kind == CueKind::Undeniable && from >= end);
        if let Some((from, to, _)) = last_word.filter(|_| weak && !reopened) {
            mention.limit(Scope { kind: ReasonKind::NotExposed, by: Some((from, to)) });
            return;
        }
        mention.framed = true;
        hedge(text, mention, cues, start);
        return;
    }
    // 漏えいした情報は氏名、住所: the frame stands on the left.
    if cues.iter().any(|&(kind, _, end, _)| {
        matches!(kind, CueKind::Expose | CueKind::Leak | CueKind::Frame) && end <= mention.start
    }) || place.role == Role::Data
    {
        mention.framed = true;
        hedge(text, mention, cues, mention.end);
    }
}

/// Whether what stands at `from` is, or belongs to a list that is, the topic of what is said at `to`: a は
/// follows it, and no other topic comes between. 漏えいは and the like are no topics of their own.
fn topical(
    sentence: &Sentence<'_>,
    from: usize,
    to: usize,
    cues: &[(CueKind, usize, usize, &str)],
) -> bool {
    let text = sentence.text;
    let tokens = sentence.tokens();
    let mut topics = tokens.iter().enumerate().filter(|(index, token)| {
        token.start >= from
            && token.end <= to
            && token.pos == PartOfSpeech::Particle
            && &text[token.start..token.end] == "は"
            && *index > 0
            && !tokens[index - 1].pos.inflects()
            && tokens[index - 1].pos != PartOfSpeech::Particle
    });
    let Some((_, first)) = topics.next() else { return false };
    // Up to its は the list is a list: no predicate.
    let list = tokens
        .iter()
        .filter(|token| token.start >= from && token.end <= first.start)
        .all(|token| !matches!(token.pos, PartOfSpeech::Verb | PartOfSpeech::Auxiliary));
    list && topics.all(|(index, token)| {
        let before = &tokens[index - 1];
        let noun = &text[before.start..before.end];
        matches!(
            noun,
            "事実" | "痕跡" | "形跡" | "影響" | "被害" | "おそれ" | "恐れ" | "可能性" | "こと"
        ) || cues.iter().any(|&(kind, _, end, _)| {
            kind == CueKind::Leak && end <= token.start && end + 6 >= token.start
        })
    })
}

/// Whether the predicate that ends at a place stands before a noun that it describes: 対象となった文書.
fn adnominal(sentence: &Sentence<'_>, end: usize) -> bool {
    let tokens = sentence.tokens();
    let first = tokens.partition_point(|token| token.start < end);
    let surface = |index: usize| &sentence.text[tokens[index].start..tokens[index].end];
    let mut next = first;
    while next < tokens.len()
        && (tokens[next].pos.inflects() || matches!(surface(next), "と" | "に") && next == first)
    {
        next += 1;
    }
    next > first
        && tokens.get(next).is_some_and(|token| {
            token.pos.nominal()
                && !matches!(
                    surface(next),
                    "こと"
                        | "もの"
                        | "ため"
                        | "可能性"
                        | "おそれ"
                        | "恐れ"
                        | "状態"
                        | "疑い"
                        | "とき"
                        | "際"
                )
        })
}

/// Whether a cue is the verb of a negative predicate that is counted already.
fn negative_verb(breaks: &Breaks, start: usize, end: usize) -> bool {
    breaks.negatives.iter().any(|&(from, to)| from <= start && end <= to)
}

fn hedge(
    text: &str,
    mention: &mut Mention<'_>,
    cues: &[(CueKind, usize, usize, &str)],
    from: usize,
) {
    let hedge = cues.iter().find(|&&(kind, start, ..)| {
        kind == CueKind::Hedge
            && start >= mention.start
            && start >= from.saturating_sub(3)
            && text[from.min(start)..start.max(from)].chars().count() <= 20
    });
    if let Some(&(_, start, end, _)) = hedge {
        mention.limit(Scope { kind: ReasonKind::Hedged, by: Some((start, end)) });
    }
}

fn leaks<'r>(
    sentence: &Sentence<'_>,
    cues: &[(CueKind, usize, usize, &'r str)],
    breaks: &Breaks,
    asides: &[Aside],
    place: Place,
) -> Vec<Leak<'r>> {
    let text = sentence.text;
    let mut leaks: Vec<Leak<'r>> = Vec::new();
    for &(kind, start, end, pattern) in cues {
        if kind != CueKind::Leak || leaks.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let clause_end = Breaks::after(&breaks.clauses, end - 1, text.len());
        let find = |wanted: CueKind| {
            cues.iter().find(|&&(kind, from, to, _)| {
                kind == wanted && to > end && from < clause_end && from + 40 >= start
            })
        };
        let denial = find(CueKind::Deny).or_else(|| find(CueKind::Exclude));
        let misuse = |to: usize| {
            cues.iter().any(|&(kind, from, ..)| kind == CueKind::Misuse && from >= end && from < to)
        };
        let claim = match denial {
            Some(&(_, from, to, _)) if !misuse(from) => {
                let reopened = cues.iter().any(|&(kind, at, ..)| {
                    kind == CueKind::Undeniable
                        && at + 6 >= from
                        && at <= text.len()
                        && (at < to || at >= from)
                });
                if reopened { Claim::Hedged } else { Claim::Denied }
            }
            _ => {
                let hedged = cues.iter().any(|&(kind, from, ..)| {
                    kind == CueKind::Hedge
                        && from >= start
                        && from < clause_end
                        && text[end.min(from)..from.max(end)].chars().count() <= 24
                });
                if hedged { Claim::Hedged } else { Claim::Asserted }
            }
        };
        let after = &text[end..];
        let verbal = !pattern.contains("{leak}")
            || [
                "し",
                "さ",
                "が発生",
                "が確認",
                "が判明",
                "を確認",
                "が起き",
                "を起こ",
                "が生じ",
                "が明らか",
            ]
            .iter()
            .any(|verb| after.starts_with(verb));
        leaks.push(Leak {
            start,
            end,
            claim,
            pattern,
            verbal,
            aside: place.role.aside() || aside_at(asides, start).is_some(),
        });
    }
    leaks
}
