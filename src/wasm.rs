//! The bindings to JavaScript: conversions only, no decisions.
