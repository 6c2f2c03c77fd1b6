// The words of the tables editor, in Japanese and in English; they are loaded with it.

import type { Language } from "../labels";
import type { Row, TableFile } from "./rows";

export interface TablesWords {
  readonly language: Language;
  readonly heading: string;
  readonly intro: string;
  readonly loading: string;
  readonly file: Readonly<Record<TableFile, string>>;
  /** What keys of the tables are called; ids of causes and data types have names of their own. */
  readonly key: Readonly<Record<string, string>>;
  readonly search: string;
  readonly table: string;
  readonly all: string;
  readonly show: string;
  readonly altered: string;
  readonly off: string;
  readonly found: (entries: number) => string;
  readonly none: string;
  readonly more: (entries: number) => string;
  readonly state: Readonly<Record<Exclude<Row["state"], "same">, string>>;
  readonly weight: string;
  readonly was: (before: string) => string;
  readonly change: string;
  readonly switchOff: string;
  readonly switchOn: string;
  readonly remove: string;
  readonly add: string;
  readonly addTo: (list: string) => string;
  readonly of: (action: string, entry: string) => string;
  readonly pattern: string;
  readonly word: string;
  readonly ruleWeight: (entries: number) => string;
  readonly take: string;
  readonly cancel: string;
  readonly patternHint: string;
  readonly trying: string;
  readonly set: string;
  readonly unchanged: string;
  readonly changes: (entries: number) => string;
  readonly name: string;
  readonly nameHint: string;
  readonly version: string;
  readonly use: string;
  readonly inUse: string;
  readonly notUsed: string;
  readonly usedNow: (version: string) => string;
  readonly undo: string;
  readonly export: string;
  readonly import: string;
  readonly filesHint: string;
  readonly imported: (files: number) => string;
  readonly importWrong: string;
  readonly importFault: string;
  readonly fault: string;
  readonly reset: string;
  readonly resetSure: string;
  readonly resetDone: string;
  readonly yes: string;
  readonly effect: string;
  readonly article: string;
  readonly noArticle: string;
  readonly noChange: string;
  readonly onlyBefore: string;
  readonly onlyAfter: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly nothing: string;
  readonly pile: string;
  readonly noPile: string;
  readonly tryPile: (texts: number) => string;
  readonly stop: string;
  readonly tried: (done: number, total: number) => string;
  readonly changedTexts: (changed: number, total: number) => string;
}

const ja: TablesWords = {
  language: "ja",
  heading: "表",
  intro:
    "分類のもとになる語句と重みです。変えると、開いている記事と一覧で何が変わるかを、使う前に確かめられます。",
  loading: "表を読み込んでいます",
  file: {
    "causes.toml": "原因",
    "data_types.toml": "情報の種類",
    "cues.toml": "文脈の語",
    "words.toml": "語の類",
    "detection.toml": "事案かどうか",
    "sections.toml": "見出し",
    "facts.toml": "件数・組織・日付",
    "weights.toml": "判定の重み",
    "lexicon.toml": "学習した語片",
    "reporting.toml": "報告義務",
    "veris.toml": "VERIS",
  },
  key: {
    rule: "規則",
    except: "除く言い回し",
    precedence: "優先",
    companion: "並記",
    hint: "手がかり",
    weight: "重み",
    bias: "出発値",
    ratio: "比",
    longest: "見出しの最長",
    none: "事案でない",
    incident: "事案である",
    count: "件数",
    organization: "組織",
    date: "日付",
    units: "単位",
    approximate: "概数の語",
    approximate_after: "概数の語（後ろ）",
    not_after: "後ろにあると数えない語句",
    not_before: "前にあると数えない語句",
    prefixes: "名前の始まり",
    suffixes: "名前の終わり",
    generic: "名前でない語",
    not_within: "名前に含まれない語",
    occurred: "発生",
    discovered: "発覚",
    announced: "発表",
    deny: "否定",
    exclude: "含まれない",
    expose: "漏えいの述語",
    leak: "漏えい",
    hedge: "推量",
    undeniable: "否定できない",
    measure: "対策",
    advice: "注意の呼びかけ",
    others: "他者の事例",
    past: "過去の事例",
    misuse: "悪用",
    announce: "発表する",
    except_for: "以外",
    frame: "枠",
    third_party: "委託先",
    several: "複数の事案",
    lead_in: "一覧の前置き",
    outline: "概要",
    data: "情報",
    excluded: "対象外",
    measures: "対策",
    contact: "問い合わせ",
    background: "背景",
  },
  search: "語句・分類名で探す",
  table: "表",
  all: "すべて",
  show: "状態",
  altered: "変えたもの",
  off: "オフのもの",
  found: (entries) => `${entries.toLocaleString("en-US")} 件`,
  none: "見つかりません。",
  more: (entries) => `さらに表示（残り ${entries.toLocaleString("en-US")} 件）`,
  state: { changed: "変更", added: "追加", off: "オフ" },
  weight: "重み",
  was: (before) => `もとは ${before}`,
  change: "変える",
  switchOff: "オフにする",
  switchOn: "オンに戻す",
  remove: "削る",
  add: "加える",
  addTo: (list) => `「${list}」に加える`,
  of: (action, entry) => `${action}: ${entry}`,
  pattern: "語句",
  word: "語",
  ruleWeight: (entries) => `重み（この規則の ${entries} 語句に共通）`,
  take: "確定",
  cancel: "やめる",
  patternHint: "A…B は近くに続く語、(A|B) はどちらか、{leak} は語の類。",
  trying: "確かめています",
  set: "この表",
  unchanged: "jiken に付属の表のままです。",
  changes: (entries) => `${entries.toLocaleString("en-US")} か所を変えました。`,
  name: "表の名前",
  nameHint: "この表による結果と書き出しのすべてに、名前が記されます。",
  version: "版",
  use: "この表を使う",
  inUse: "記事と一覧は、この表で分類しています。",
  notUsed: "まだ使っていません。",
  usedNow: (version) => `記事と一覧を、表 ${version} で分類し直します。`,
  undo: "ひとつ戻す",
  export: "書き出す",
  import: "読み込む",
  filesHint:
    "コマンドの --tables に渡せる TOML ファイルです（.zip）。タブを閉じると変更は消えるので、残すには書き出してください。",
  imported: (files) => `${files} 個のファイルを読み込みました。`,
  importWrong: "表のファイル（.toml、または .zip）として読めません。",
  fault: "このままでは使えません",
  importFault: "読み込んだ表に誤りがあるため、取り入れていません。",
  reset: "付属の表に戻す",
  resetSure: "すべての変更を捨て、付属の表に戻します。よろしいですか。",
  resetDone: "付属の表に戻しました。",
  yes: "戻す",
  effect: "使うと変わること",
  article: "開いている記事",
  noArticle: "記事を開いておくと、そこでの変化がここに出ます。",
  noChange: "変わりません。",
  onlyBefore: "事案として読み取らなくなります",
  onlyAfter: "新たに事案として読み取ります",
  label: "項目",
  before: "今",
  after: "変更後",
  nothing: "なし",
  pile: "一覧",
  noPile: "一覧に記事があると、全体での変化を調べられます。",
  tryPile: (texts) => `一覧の ${texts.toLocaleString("en-US")} 件で調べる`,
  stop: "やめる",
  tried: (done, total) =>
    `${total.toLocaleString("en-US")} 件中 ${done.toLocaleString("en-US")} 件を調べました`,
  changedTexts: (changed, total) =>
    `${total.toLocaleString("en-US")} 件中 ${changed.toLocaleString("en-US")} 件が変わります`,
};

const en: TablesWords = {
  language: "en",
  heading: "Tables",
  intro:
    "The phrases and weights that the answers are made of. Change them, and see what changes in the open article and in the pile before you use them.",
  loading: "Loading the tables",
  file: {
    "causes.toml": "Causes",
    "data_types.toml": "Kinds of data",
    "cues.toml": "Cues",
    "words.toml": "Word classes",
    "detection.toml": "Incident or not",
    "sections.toml": "Headings",
    "facts.toml": "Counts, organisations, dates",
    "weights.toml": "Weights",
    "lexicon.toml": "Learnt pieces",
    "reporting.toml": "Reporting duties",
    "veris.toml": "VERIS",
  },
  key: {
    rule: "rule",
    except: "exception",
    precedence: "precedence",
    companion: "companion",
    hint: "hints",
    none: "no incident",
    incident: "incident",
    several: "several incidents",
    lead_in: "lead-in",
  },
  search: "Search phrases and labels",
  table: "Table",
  all: "All",
  show: "State",
  altered: "Changed",
  off: "Switched off",
  found: (entries) => `${entries.toLocaleString("en-US")} ${entries === 1 ? "entry" : "entries"}`,
  none: "Nothing found.",
  more: (entries) => `Show more (${entries.toLocaleString("en-US")} left)`,
  state: { changed: "changed", added: "added", off: "off" },
  weight: "weight",
  was: (before) => `was ${before}`,
  change: "Change",
  switchOff: "Switch off",
  switchOn: "Switch on",
  remove: "Remove",
  add: "Add",
  addTo: (list) => `Add to “${list}”`,
  of: (action, entry) => `${action}: ${entry}`,
  pattern: "Pattern",
  word: "Word",
  ruleWeight: (entries) =>
    entries === 1 ? "Weight of its rule" : `Weight (shared by the rule’s ${entries} patterns)`,
  take: "OK",
  cancel: "Cancel",
  patternHint: "A…B: words close together; (A|B): either; {leak}: a word class.",
  trying: "Checking",
  set: "This set",
  unchanged: "These are the tables that come with jiken.",
  changes: (entries) =>
    `${entries.toLocaleString("en-US")} ${entries === 1 ? "change" : "changes"}.`,
  name: "Name of the set",
  nameHint: "Every result and export made with the set carries its name.",
  version: "Version",
  use: "Use this set",
  inUse: "The article and the pile are classified by this set.",
  notUsed: "Not in use yet.",
  usedNow: (version) => `The article and the pile are classified anew by ${version}.`,
  undo: "Undo",
  export: "Export",
  import: "Import",
  filesHint:
    "TOML files that the command takes with --tables (.zip). Changes go when the tab is closed: export them to keep them.",
  imported: (files) => `${files} ${files === 1 ? "file" : "files"} imported.`,
  importWrong: "This is no table file (.toml, or a .zip of them).",
  fault: "It cannot be used so",
  importFault: "The tables have errors and were not taken.",
  reset: "Back to the built-in tables",
  resetSure: "All changes go, and the built-in tables are used again. Go on?",
  resetDone: "The built-in tables are back.",
  yes: "Go back",
  effect: "What using it changes",
  article: "The open article",
  noArticle: "Open an article, and what changes in it stands here.",
  noChange: "Nothing changes.",
  onlyBefore: "No longer read as an incident",
  onlyAfter: "Newly read as an incident",
  label: "Label",
  before: "now",
  after: "then",
  nothing: "none",
  pile: "The pile",
  noPile: "With articles in the pile, you can try the set on all of them.",
  tryPile: (texts) =>
    `Try it on the ${texts.toLocaleString("en-US")} ${texts === 1 ? "text" : "texts"} of the pile`,
  stop: "Stop",
  tried: (done, total) =>
    `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} tried`,
  changedTexts: (changed, total) =>
    `${changed.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} texts change`,
};

export function tablesWords(language: Language): TablesWords {
  return language === "ja" ? ja : en;
}
