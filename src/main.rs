//! The command `jiken`.
fn main() {}
