// Generated from src/analysis.rs, src/case.rs and src/veris.rs; to write it anew: JIKEN_UPDATE_TYPES=1 cargo test --lib typescript

/**
 * What a text says about incidents.
 */
export type Analysis = {
  /**
   * [`SCHEMA_VERSION`] of the program that made it.
   */
  schema_version: number,
  /**
   * The version of the tables that made it: the name they give themselves and a hash of their content.
   */
  tables_version: string,
  /**
   * The incidents, in the order of the text; empty when the text tells of none.
   */
  incidents: Array<Incident>,
};

/**
 * One incident.
 */
export type Incident = {
  /**
   * The heading, or the first sentence where there is none.
   */
  title: string,
  /**
   * Where its section of the text begins.
   */
  start: number,
  /**
   * Where its section ends, exclusive.
   */
  end: number,
  /**
   * What caused it, best first; never empty (`unknown` where the text names no cause).
   */
  causes: Array<Cause>,
  /**
   * What was exposed, may have been, or is said not to have been.
   */
  data_types: Array<DataType>,
  /**
   * How sure the text is that information got out.
   */
  status: Status,
  /**
   * The phrases that decided the status.
   */
  status_evidence: Array<Evidence>,
  /**
   * The largest number of persons, records or organisations affected.
   */
  count: Count | null,
  /**
   * Every such number.
   */
  counts: Array<Count>,
  /**
   * Whose incident it is, as the text writes it.
   */
  organization: string | null,
  /**
   * The organisations that the text names, the one concerned first.
   */
  organizations: Array<Organization>,
  /**
   * When things happened.
   */
  dates: Array<Date>,
  /**
   * What happened, one entry an event: the first is the one that this incident's labels describe, the
   * others are earlier or further ones of the same organisation that the text tells beside it.
   */
  events: Array<Event>,
  /**
   * Whether it happened at, or through, a contractor, supplier, cloud provider or subsidiary.
   */
  third_party: boolean,
  /**
   * The phrases that say so.
   */
  third_party_evidence: Array<Evidence>,
  /**
   * What the text names and this incident's labels leave out, with the reason: denied, a
   * countermeasure's, another event's.
   */
  ruled_out: Array<RuledOut>,
  /**
   * The duties to report it that may apply.
   */
  reporting: Reporting,
};

/**
 * One cause of an incident.
 */
export type Cause = {
  /**
   * The id of the taxonomy, `misdirected_email` say.
   */
  id: string,
  /**
   * The sum of the evidence's weights as scopes and repetition left them; without a unit. The order of
   * causes is that of `confidence`.
   */
  score: number,
  /**
   * The probability that the label is right, from 0 to 1, calibrated on labelled texts; below 0.6 a
   * person should look (要確認).
   */
  confidence: number,
  /**
   * What speaks for it and what was cancelled; those to cite stand first, whatever their place in the text.
   */
  evidence: Array<Evidence>,
};

/**
 * One kind of information.
 */
export type DataType = {
  /**
   * The id of the taxonomy, `email` say.
   */
  id: string,
  /**
   * Exposed, possibly exposed, or said not to be.
   */
  status: Exposure,
  /**
   * The sum of the evidence's weights as scopes left them; without a unit.
   */
  score: number,
  /**
   * What speaks for it and what was cancelled; those to cite stand first, whatever their place in the text.
   */
  evidence: Array<Evidence>,
};

/**
 * Whether a kind of information got out.
 */
export type Exposure = "exposed" | "possible" | "excluded";

/**
 * How sure the text is that information got out.
 */
export type Status = "confirmed" | "possible" | "denied" | "none";

/**
 * A number of persons, records or organisations.
 */
export type Count = {
  /**
   * The number: 37000 for 「3万7千人」.
   */
  value: number,
  /**
   * Its unit as the text writes it: 人, 名, 件, 社 …
   */
  unit: string,
  /**
   * Whether the text calls it approximate or a bound (約, 以上, 最大, 延べ …).
   */
  approximate: boolean,
  /**
   * Where it stands.
   */
  evidence: Evidence,
};

/**
 * An organisation that the text names.
 */
export type Organization = {
  /**
   * The name as the text writes it.
   */
  name: string,
  /**
   * Its part in the incident.
   */
  role: OrganizationRole,
  /**
   * Where it is first named.
   */
  evidence: Evidence,
};

/**
 * An organisation's part in an incident.
 */
export type OrganizationRole = "concerned" | "contractor" | "mentioned";

/**
 * A date of an incident.
 */
export type Date = {
  /**
   * What happened then.
   */
  kind: DateKind,
  /**
   * ISO 8601, cut to the precision: `2024-05-07`, `2024-05`, `2024`; `--05-07` or `--05` where the
   * text never names the year.
   */
  iso: string,
  /**
   * How exact it is.
   */
  precision: DatePrecision,
  /**
   * Where it stands.
   */
  evidence: Evidence,
};

/**
 * What a date dates.
 */
export type DateKind = "occurred" | "discovered" | "announced" | "other";

/**
 * How exact a date is.
 */
export type DatePrecision = "day" | "month" | "year";

/**
 * One event of an incident.
 */
export type Event = {
  /**
   * When it happened, as [`Date::iso`]; `None` where the text does not say.
   */
  date: string | null,
  /**
   * What caused it: an id of the taxonomy.
   */
  cause: string,
  /**
   * How many persons, records or organisations it affected.
   */
  count: Count | null,
  /**
   * The phrases that tell it: its cause, its date.
   */
  evidence: Array<Evidence>,
};

/**
 * A cause or a kind of information that the text names although it is no label of the incident.
 */
export type RuledOut = {
  /**
   * Whether `id` is a cause's or a kind of information's.
   */
  subject: Subject,
  /**
   * The id of the taxonomy.
   */
  id: string,
  /**
   * The phrases that name it, each with its reason; three at most.
   */
  evidence: Array<Evidence>,
};

/**
 * What an id of the taxonomy names.
 */
export type Subject = "cause" | "data_type";

/**
 * A phrase of the text that speaks for or against something.
 */
export type Evidence = {
  /**
   * Where the phrase begins in the original text.
   */
  start: number,
  /**
   * Where it ends, exclusive.
   */
  end: number,
  /**
   * The phrase as the original text writes it.
   */
  text: string,
  /**
   * The rule that fired: the table's pattern as a person wrote it, or `lexicon.toml` for words that speak
   * for a cause where no pattern does.
   */
  rule: string,
  /**
   * What it added to the score; 0 where a scope cancelled it. For an organisation, the probability that it
   * is the one concerned.
   */
  weight: number,
  /**
   * What its scope made of it.
   */
  effect: Effect,
  /**
   * Why it counts less, or not at all; `None` where it counts in full.
   */
  reason: Reason | null,
};

/**
 * What a scope made of a phrase.
 */
export type Effect = "supports" | "negated" | "hedged" | "out_of_scope";

/**
 * Why a phrase counts less, or not at all.
 */
export type Reason = {
  /**
   * Which.
   */
  kind: ReasonKind,
  /**
   * The words that say so: 「含まれていない」, or a heading such as 「再発防止策」.
   */
  phrase: Phrase | null,
};

/**
 * The kinds of reasons for which a phrase counts less, or not at all.
 */
export type ReasonKind = "denied" | "not_concerned" | "not_exposed" | "hedged" | "not_ruled_out" | "measure" | "advice" | "contact" | "background" | "others_event" | "earlier_event";

/**
 * Words of the text.
 */
export type Phrase = {
  /**
   * Where they begin in the original text.
   */
  start: number,
  /**
   * Where they end, exclusive.
   */
  end: number,
  /**
   * The words as the original text writes them.
   */
  text: string,
};

/**
 * The duties to report an incident that may apply under Japan's data-protection law. No legal advice: what
 * the text does not say decides, too.
 */
export type Reporting = {
  /**
   * By which rules the organisation concerned is judged.
   */
  organization_kind: OrganizationKind,
  /**
   * The duties, in the order of `reporting.toml`.
   */
  duties: Array<Duty>,
};

/**
 * By which rules an organisation is judged.
 */
export type OrganizationKind = "private" | "public";

/**
 * A duty to report that may apply.
 */
export type Duty = {
  /**
   * The id of the rule in `reporting.toml`.
   */
  rule: string,
  /**
   * What the rule is about.
   */
  name: Name,
  /**
   * Where the law says so.
   */
  article: string,
  /**
   * The facts that make it apply.
   */
  basis: Array<Basis>,
  /**
   * Until when to report.
   */
  deadlines: Array<Deadline>,
};

/**
 * A name in two languages.
 */
export type Name = {
  /**
   * 日本語.
   */
  ja: string,
  /**
   * English.
   */
  en: string,
};

/**
 * A fact that makes a duty apply.
 */
export type Basis = {
  /**
   * Which.
   */
  fact: BasisFact,
  /**
   * The cause's or the data type's id; `None` for the count.
   */
  id: string | null,
  /**
   * The phrase to cite for it; none where a person entered the fact.
   */
  evidence: Array<Evidence>,
};

/**
 * The kinds of facts that make a duty apply.
 */
export type BasisFact = "cause" | "data_type" | "count";

/**
 * Until when to report.
 */
export type Deadline = {
  /**
   * Which report.
   */
  report: Report,
  /**
   * The near end of the range that the guidelines name; as `days` where they name none.
   */
  soonest_days: number,
  /**
   * The last day, counted with the day of knowing as day 1.
   */
  days: number,
};

/**
 * The reports that a duty asks for.
 */
export type Report = "preliminary" | "final";

/**
 * What is known of an incident, as ids and figures.
 */
export type Case = {
  /**
   * The heading.
   */
  title: string,
  /**
   * Whose incident it is.
   */
  organization: string | null,
  /**
   * By which rules that organisation is judged; `None` to have it told by its name.
   */
  organization_kind: OrganizationKind | null,
  /**
   * The ids of the causes, the first one first.
   */
  causes: Array<string>,
  /**
   * The kinds of information.
   */
  data_types: Array<CaseData>,
  /**
   * How sure it is that information got out.
   */
  status: Status,
  /**
   * The largest number of persons, records or organisations affected.
   */
  count: CaseCount | null,
  /**
   * When things happened.
   */
  dates: Array<CaseDate>,
  /**
   * Whether it happened at, or through, a contractor, supplier, cloud provider or subsidiary.
   */
  third_party: boolean,
};

/**
 * A kind of information of a case.
 */
export type CaseData = {
  /**
   * The id of the taxonomy.
   */
  id: string,
  /**
   * Exposed, possibly exposed, or said not to be.
   */
  status: Exposure,
};

/**
 * A number of a case.
 */
export type CaseCount = {
  /**
   * The number.
   */
  value: number,
  /**
   * Its unit: 人, 名, 件, 社 …
   */
  unit: string,
};

/**
 * A date of a case.
 */
export type CaseDate = {
  /**
   * What happened then.
   */
  kind: DateKind,
  /**
   * As [`Date::iso`](crate::Date::iso).
   */
  iso: string,
};

/**
 * What VERIS asks for and a case does not know.
 */
export type VerisContext = {
  /**
   * The incident's name: unique among those that it is kept with.
   */
  id: string,
  /**
   * The year to write where the case names none, since VERIS demands one; the notes then say so.
   */
  year: number,
  /**
   * What a person adds.
   */
  notes: string | null,
  /**
   * The fields that a person corrected; they stand under `plus`.
   */
  corrected: Array<string>,
};
