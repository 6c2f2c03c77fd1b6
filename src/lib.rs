//! **jiken** (事件, incident) reads Japanese text about information-security incidents — a news
//! article, a company's apology, a blog post — and says for each incident in it what caused it, which
//! kinds of data were exposed and which were not, how many people it touches, whose it is, how sure the
//! text is, and which words say so. It runs where it is called: nothing is sent anywhere.
//!
//! ```
//! use jiken::{Classifier, Exposure, Status};
//!
//! let classifier = Classifier::embedded()?;
//! let analysis = classifier.classify(
//!     "架空市は5月7日、職員が案内メールを誤送信し、住民120人のメールアドレスが流出したと発表した。\
//!      氏名や住所は含まれていない。",
//! )?;
//!
//! let incident = &analysis.incidents[0];
//! assert_eq!(incident.causes[0].id, "misdirected_email");
//! assert_eq!(incident.organization.as_deref(), Some("架空市"));
//! assert_eq!(incident.count.as_ref().unwrap().value, 120);
//! assert_eq!(incident.status, Status::Confirmed);
//! let exposed: Vec<&str> = incident
//!     .data_types
//!     .iter()
//!     .filter(|data| data.status != Exposure::Excluded)
//!     .map(|data| data.id.as_str())
//!     .collect();
//! assert_eq!(exposed, ["email"]);
//! # Ok::<(), jiken::Error>(())
//! ```
//!
//! Every label carries its evidence: the phrase, where it stands, the rule that found it and what its
//! scope made of it. Offsets are bytes of the text that was given;
//! [`Analysis::with_offsets`] turns them into UTF-16 code units or code points.
//!
//! ```
//! # use jiken::Classifier;
//! # let classifier = Classifier::embedded()?;
//! let text = "架空商事は、顧客名簿を紛失したと発表した。";
//! let analysis = classifier.classify(text)?;
//! let evidence = &analysis.incidents[0].causes[0].evidence[0];
//! assert_eq!(&text[evidence.start..evidence.end], "紛失");
//! # Ok::<(), jiken::Error>(())
//! ```
//!
//! The rules are data: [`Tables`] reads them from TOML, and any of the built-in files can be replaced
//! when the classifier is built.
//!
//! ```
//! use jiken::{Classifier, Dictionary, Tables};
//!
//! let (_, built_in) = Tables::built_in_files().iter().find(|(name, _)| *name == "words.toml").unwrap();
//! let words = built_in.replacen("\"代理店\",", "\"代理店\", \"取次店\",", 1);
//! let tables = Tables::from_files([("words.toml", words.as_str())]).map_err(|errors| errors[0].clone())?;
//! let classifier = Classifier::new(Dictionary::embedded()?, tables)?;
//! let analysis =
//!     classifier.classify("架空携帯の取次店が顧客の個人情報を名簿業者に売却していたと発表した。")?;
//! assert_eq!(analysis.incidents[0].causes[0].id, "insider_theft");
//! assert!(analysis.tables_version.starts_with("custom-"));
//! # Ok::<(), jiken::Error>(())
//! ```
//!
//! A text passes through the stages in one direction: it is normalised ([`Evidence`] leads back to the
//! original), taken apart into sections and sentences, searched by one automaton for every rule at once,
//! tokenised where a rule needs it, cut into incidents, and each incident's mentions are scoped (negated,
//! hedged, an aside) and weighed. The ids and their meaning are those of the tables; the classifier is a
//! reader's help and no legal judgement.
#![deny(missing_docs)]

mod analysis;
mod case;
mod classifier;
mod detect;
mod dictionary;
mod document;
mod entry;
mod error;
mod explanation;
mod facts;
mod lexicon;
mod listing;
mod model;
mod normalize;
mod pattern;
mod reader;
mod reporting;
mod rules;
mod scope;
mod score;
mod segment;
mod tables;
mod token;
mod veris;
#[cfg(target_family = "wasm")]
pub mod wasm;
mod word_list;

pub use analysis::*;
pub use case::{Case, CaseCount, CaseData, CaseDate};
pub use classifier::Classifier;
pub use dictionary::Dictionary;
pub use error::{Error, Result};
pub use explanation::{Decision, Explanation, Firing, PassageSpan};
pub use listing::{TableEntry, TableList};
pub use tables::{Language, Tables};
pub use veris::{VerisContext, VerisIncident};

/// The longest text that is classified, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 10_000_000;

/// The README's example runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
