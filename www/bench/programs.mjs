// The programs that are measured, in the same terms: what each fetches, how it is loaded, what it does.

/** Prints no more than its name where a table has little room. */
export const PROGRAMS = {
  jiken: { title: "jiken", does: "classifies" },
  lindera: { title: "lindera 6.2, jiken’s dictionary", does: "splits into words" },
  ipadic: { title: "lindera-wasm 2.0.0, IPADIC", does: "splits into words" },
  kuromoji: { title: "kuromoji 0.1.2", does: "splits into words" },
  budoux: { title: "BudouX 0.9.2", does: "splits into phrases" },
};
