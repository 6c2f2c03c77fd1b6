//! The result's TypeScript types, generated from the Rust structs so that the two cannot drift apart.

use std::path::Path;

use ts_rs::{Config, TS};

use super::{
    Analysis, Basis, BasisFact, Cause, Count, DataType, Date, DateKind, DatePrecision, Deadline,
    Duty, Effect, Event, Evidence, Exposure, Incident, Name, Organization, OrganizationKind,
    OrganizationRole, Phrase, Reason, ReasonKind, Report, Reporting, RuledOut, Status, Subject,
};
use crate::{Case, CaseCount, CaseData, CaseDate, VerisContext};

const FILE: &str = "www/src/analysis.ts";
const REWRITE: &str = "JIKEN_UPDATE_TYPES";

/// A type's declaration with its documentation, ready to stand in a module, one field a line.
fn declaration<T: TS>(config: &Config) -> String {
    let raw = format!("{}export {}\n", T::docs().unwrap_or_default(), T::decl(config));
    let mut fields = false;
    let mut out = String::new();
    for line in raw.replace(", };", ",\n};").lines().map(str::trim_end) {
        fields &= line != "};";
        let indent = if fields { "  " } else { "" };
        out.push_str(&format!("{indent}{line}\n"));
        fields |= line.ends_with(" = {");
    }
    out
}

#[test]
fn the_typescript_types_are_those_of_the_rust_structs() {
    // Every integer of the result is below 2^53, so that JavaScript's numbers hold it exactly.
    let config = &Config::new().with_large_int("number");
    let generated = [
        declaration::<Analysis>(config),
        declaration::<Incident>(config),
        declaration::<Cause>(config),
        declaration::<DataType>(config),
        declaration::<Exposure>(config),
        declaration::<Status>(config),
        declaration::<Count>(config),
        declaration::<Organization>(config),
        declaration::<OrganizationRole>(config),
        declaration::<Date>(config),
        declaration::<DateKind>(config),
        declaration::<DatePrecision>(config),
        declaration::<Event>(config),
        declaration::<RuledOut>(config),
        declaration::<Subject>(config),
        declaration::<Evidence>(config),
        declaration::<Effect>(config),
        declaration::<Reason>(config),
        declaration::<ReasonKind>(config),
        declaration::<Phrase>(config),
        declaration::<Reporting>(config),
        declaration::<OrganizationKind>(config),
        declaration::<Duty>(config),
        declaration::<Name>(config),
        declaration::<Basis>(config),
        declaration::<BasisFact>(config),
        declaration::<Deadline>(config),
        declaration::<Report>(config),
        declaration::<Case>(config),
        declaration::<CaseData>(config),
        declaration::<CaseCount>(config),
        declaration::<CaseDate>(config),
        declaration::<VerisContext>(config),
    ]
    .join("\n");
    let generated = format!(
        "// Generated from src/analysis.rs, src/case.rs and src/veris.rs; to write it anew: {REWRITE}=1 cargo test --lib typescript\n\n{generated}"
    );

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os(REWRITE).is_some() {
        std::fs::create_dir_all(path.parent().expect("the file lies in a folder"))
            .and_then(|()| std::fs::write(&path, &generated))
            .unwrap_or_else(|error| panic!("{FILE} cannot be written: {error}"));
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == generated,
        "{FILE} does not agree with src/analysis.rs: run `{REWRITE}=1 cargo test --lib typescript` and commit it"
    );
}
