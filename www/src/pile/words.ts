// The words of the pile, in Japanese and in English; they are loaded with it.

import type { Language } from "../labels";

export type Column = "title" | "organization" | "cause" | "data" | "count" | "date" | "status";

export interface PileWords {
  readonly heading: string;
  readonly intro: string;
  readonly formats: string;
  readonly choose: string;
  readonly pasteHint: string;
  readonly pasted: (number: number) => string;
  readonly drop: string;
  readonly progress: (done: number, total: number) => string;
  readonly left: (seconds: number) => string;
  readonly finished: (texts: number, incidents: number) => string;
  readonly pause: string;
  readonly resume: string;
  readonly paused: string;
  readonly cancel: string;
  readonly cancelled: (texts: number) => string;
  readonly clear: string;
  readonly clearSure: (texts: number) => string;
  readonly storeRemains: string;
  readonly yesClear: string;
  readonly keep: string;
  readonly failures: (texts: number) => string;
  readonly retry: string;
  readonly search: string;
  readonly all: string;
  readonly cause: string;
  readonly data: string;
  readonly status: string;
  readonly checkOnly: string;
  readonly notConfirmed: string;
  readonly reset: string;
  readonly shown: (shown: number, all: number) => string;
  readonly none: string;
  readonly withoutIncident: (texts: number) => string;
  readonly column: Readonly<Record<Column, string>>;
  readonly select: string;
  readonly selectAll: string;
  readonly selected: (incidents: number) => string;
  readonly exportSelected: (incidents: number) => string;
  readonly exportShown: (incidents: number) => string;
  readonly open: (title: string) => string;
  readonly charts: string;
  readonly chartCauses: string;
  readonly chartData: string;
  readonly chartHeat: string;
  readonly chartMonths: string;
  readonly chartLargest: string;
  readonly incidents: string;
  readonly affected: string;
  readonly month: string;
  readonly asTable: string;
  readonly saveSvg: string;
  readonly savePng: string;
  readonly filterBy: (name: string) => string;
  readonly csvTitle: (name: string) => string;
  readonly csvText: string;
  readonly csvName: string;
  readonly csvNone: string;
  readonly csvTake: string;
  readonly csvRows: (rows: number) => string;
  readonly csvPreview: string;
  readonly refused: {
    readonly not_text: string;
    readonly too_large: string;
    readonly empty: string;
    readonly no_rows: string;
    readonly line: (line: number) => string;
    readonly unreadable: string;
  };
  readonly store: string;
  readonly storeHint: string;
  readonly stored: (texts: number) => string;
  readonly storing: string;
  readonly storeFailed: string;
  readonly storeExport: string;
  readonly storeImport: string;
  readonly storeDelete: string;
  readonly storeDeleted: string;
  readonly storeImported: (texts: number) => string;
  readonly storeWrong: string;
}

const ja: PileWords = {
  heading: "一覧",
  intro: "ファイルをまとめて置くと、事案ごとの一覧になります。文章は端末の外に送られません。",
  formats: ".txt、.md、.html、.csv、.jsonl、.docx",
  choose: "ファイルを選ぶ",
  pasteHint: "この画面に貼り付けた文章も、1 件の記事として加わります。",
  pasted: (number) => `貼り付け ${number}`,
  drop: "ここで放すと一覧に加えます",
  progress: (done, total) =>
    `${total.toLocaleString("en-US")} 件中 ${done.toLocaleString("en-US")} 件を分類`,
  left: (seconds) =>
    seconds < 90 ? `残り約 ${seconds} 秒` : `残り約 ${Math.round(seconds / 60)} 分`,
  finished: (texts, incidents) =>
    `${texts.toLocaleString("en-US")} 件の記事から ${incidents.toLocaleString("en-US")} 件の事案を読み取りました`,
  pause: "一時停止",
  resume: "再開",
  paused: "一時停止中",
  cancel: "中止",
  cancelled: (texts) => `残り ${texts.toLocaleString("en-US")} 件の分類を中止しました`,
  clear: "一覧を空にする",
  clearSure: (texts) =>
    `${texts.toLocaleString("en-US")} 件の記事を一覧から消します。よろしいですか。`,
  storeRemains: "一覧を空にしました。保存したものは残っていて、次に開いたときに戻ります。",
  yesClear: "消す",
  keep: "やめる",
  failures: (texts) => `読めなかったもの ${texts} 件`,
  retry: "もう一度分類する",
  search: "全文検索",
  all: "すべて",
  cause: "原因",
  data: "情報の種類",
  status: "状況",
  checkOnly: "要確認だけ",
  notConfirmed: "未確認だけ",
  reset: "絞り込みを解く",
  shown: (shown, all) =>
    shown === all
      ? `${all.toLocaleString("en-US")} 件の事案`
      : `${all.toLocaleString("en-US")} 件中 ${shown.toLocaleString("en-US")} 件の事案`,
  none: "条件に合う事案はありません。",
  withoutIncident: (texts) => `事案のない記事 ${texts.toLocaleString("en-US")} 件`,
  column: {
    title: "題名",
    organization: "組織",
    cause: "原因",
    data: "情報",
    count: "件数",
    date: "日付",
    status: "状況",
  },
  select: "選ぶ",
  selectAll: "表示中の事案をすべて選ぶ",
  selected: (incidents) => `${incidents} 件を選択`,
  exportSelected: (incidents) => `選んだ ${incidents} 件を書き出す`,
  exportShown: (incidents) => `表示中の ${incidents.toLocaleString("en-US")} 件を書き出す`,
  open: (title) => `${title} を記事で開く`,
  charts: "図",
  chartCauses: "原因別の事案数",
  chartData: "情報の種類別の事案数",
  chartHeat: "原因 × 情報の種類",
  chartMonths: "月別の影響件数",
  chartLargest: "件数の多い事案",
  incidents: "事案数",
  affected: "影響件数",
  month: "月",
  asTable: "表で見る",
  saveSvg: "SVG で保存",
  savePng: "PNG で保存",
  filterBy: (name) => `${name} で絞り込む`,
  csvTitle: (name) => `${name} の列を選んでください`,
  csvText: "本文の列",
  csvName: "記事名の列",
  csvNone: "(行番号を使う)",
  csvTake: "取り込む",
  csvRows: (rows) => `${rows.toLocaleString("en-US")} 行`,
  csvPreview: "先頭の行",
  refused: {
    not_text: "テキストとして読めません。PDF などは、文章をコピーして貼り付けてください。",
    too_large: "大きすぎます。分けてから加えてください。",
    empty: "文章が入っていません。",
    no_rows: "見出しの行と、1 行以上の内容が必要です。",
    line: (line) => `${line} 行目が {"id", "text"} の形の JSON ではありません。`,
    unreadable: "ファイルを読めません。移動や削除をされていないか確かめてください。",
  },
  store: "この端末に保存する",
  storeHint:
    "記事の文章、結果、訂正を、このブラウザーの保存領域(IndexedDB)に置きます。ほかの端末やサーバーには送られません。ブラウザーのサイトデータを消すと、保存したものも消えます。",
  stored: (texts) => `${texts.toLocaleString("en-US")} 件の記事を保存しました`,
  storing: "保存しています",
  storeFailed:
    "保存できませんでした。空き容量とブラウザーの設定を確かめてください。一覧はこのタブに残っています。",
  storeExport: "保存したものを書き出す",
  storeImport: "書き出したものを読み込む",
  storeDelete: "保存したものをすべて消す",
  storeDeleted: "保存したものをすべて消しました",
  storeImported: (texts) => `${texts.toLocaleString("en-US")} 件の記事を読み込みました`,
  storeWrong: "この画面で書き出したファイルではありません。",
};

const en: PileWords = {
  heading: "Pile",
  intro: "Drop many files, and their incidents become one table. No text leaves this device.",
  formats: ".txt, .md, .html, .csv, .jsonl, .docx",
  choose: "Choose files",
  pasteHint: "A text that is pasted here joins the pile as an article.",
  pasted: (number) => `Pasted ${number}`,
  drop: "Drop to add to the pile",
  progress: (done, total) =>
    `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} classified`,
  left: (seconds) =>
    seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`,
  finished: (texts, incidents) =>
    `${incidents.toLocaleString("en-US")} incidents read in ${texts.toLocaleString("en-US")} articles`,
  pause: "Pause",
  resume: "Go on",
  paused: "Paused",
  cancel: "Cancel",
  cancelled: (texts) => `The other ${texts.toLocaleString("en-US")} were not classified`,
  clear: "Empty the pile",
  clearSure: (texts) =>
    `This removes ${texts.toLocaleString("en-US")} articles from the pile. Go on?`,
  storeRemains:
    "The pile is empty. What is kept remains, and is back when the page is next opened.",
  yesClear: "Remove",
  keep: "Keep",
  failures: (texts) => `${texts} could not be read`,
  retry: "Classify again",
  search: "Search the texts",
  all: "All",
  cause: "Cause",
  data: "Data type",
  status: "Status",
  checkOnly: "Needs checking only",
  notConfirmed: "Not yet checked only",
  reset: "Clear the filters",
  shown: (shown, all) =>
    shown === all
      ? `${all.toLocaleString("en-US")} incidents`
      : `${shown.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} incidents`,
  none: "No incident fits the filters.",
  withoutIncident: (texts) => `${texts.toLocaleString("en-US")} articles without an incident`,
  column: {
    title: "Title",
    organization: "Organisation",
    cause: "Cause",
    data: "Data",
    count: "Affected",
    date: "Date",
    status: "Status",
  },
  select: "Select",
  selectAll: "Select all incidents shown",
  selected: (incidents) => `${incidents} selected`,
  exportSelected: (incidents) => `Export the ${incidents} selected`,
  exportShown: (incidents) => `Export the ${incidents.toLocaleString("en-US")} shown`,
  open: (title) => `Open ${title} for reading`,
  charts: "Charts",
  chartCauses: "Incidents by cause",
  chartData: "Incidents by data type",
  chartHeat: "Cause × data type",
  chartMonths: "Affected by month",
  chartLargest: "Largest incidents",
  incidents: "Incidents",
  affected: "Affected",
  month: "Month",
  asTable: "As a table",
  saveSvg: "Save as SVG",
  savePng: "Save as PNG",
  filterBy: (name) => `Filter by ${name}`,
  csvTitle: (name) => `Choose the columns of ${name}`,
  csvText: "Column of the text",
  csvName: "Column of the name",
  csvNone: "(use the row's number)",
  csvTake: "Add",
  csvRows: (rows) => `${rows.toLocaleString("en-US")} rows`,
  csvPreview: "First row",
  refused: {
    not_text: "It cannot be read as text. From PDF and the like, copy the text and paste it.",
    too_large: "It is too large. Split it, then add the parts.",
    empty: "There is no text in it.",
    no_rows: "It needs a row of headings and at least one row under it.",
    line: (line) => `Line ${line} is no JSON of the form {"id", "text"}.`,
    unreadable: "It cannot be read. Check that it has not been moved or deleted.",
  },
  store: "Keep on this device",
  storeHint:
    "Texts, results and corrections are put into this browser's own storage (IndexedDB). They go to no other device and no server. Clearing the browser's site data removes them.",
  stored: (texts) => `${texts.toLocaleString("en-US")} articles kept`,
  storing: "Being kept",
  storeFailed:
    "Could not be kept: check free space and the browser's settings. The pile is still in this tab.",
  storeExport: "Export what is kept",
  storeImport: "Import an export",
  storeDelete: "Delete all that is kept",
  storeDeleted: "All that was kept is deleted",
  storeImported: (texts) => `${texts.toLocaleString("en-US")} articles imported`,
  storeWrong: "This is no file that was exported here.",
};

const WORDS: Readonly<Record<Language, PileWords>> = { ja, en };

export function pileWords(language: Language): PileWords {
  return WORDS[language];
}
