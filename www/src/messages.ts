// Every word that the page says, in Japanese and in English. The names of causes and data types are
// in `labels.ts`; the command uses the same words (`src/command/names.rs`).

import type { DateKind, Exposure, ReasonKind, Status } from "./analysis";
import type { Problem } from "./engine/protocol";
import type { Language } from "./labels";
import type { Subject } from "./model/findings";
import { MAX_TEXT_BYTES } from "./model/text";

const LIMIT = MAX_TEXT_BYTES.toLocaleString("en-US");

function bytes(count: number): string {
  return count.toLocaleString("en-US");
}

export interface Explanation {
  readonly what: string;
  readonly mend: string;
}

export interface Messages {
  readonly documentTitle: string;
  readonly tagline: string;
  readonly licences: string;
  readonly languageSwitch: string;
  readonly places: string;
  readonly place: Readonly<Record<"article" | "pile" | "tables", string>>;
  readonly text: string;
  readonly results: string;
  readonly placeholder: string;
  readonly textLabel: string;
  readonly openFile: string;
  readonly dropHere: string;
  readonly read: string;
  readonly edit: string;
  readonly another: string;
  readonly restore: string;
  readonly tryExample: string;
  readonly intro: string;
  readonly loading: (percent: number) => string;
  readonly preparing: string;
  readonly classifying: string;
  readonly mainThread: string;
  readonly keptOffline: string;
  readonly newerVersion: string;
  readonly update: string;
  readonly retry: string;
  readonly found: (incidents: number) => string;
  readonly none: string;
  readonly noneWhy: string;
  readonly noneNotJapanese: string;
  readonly untitled: string;
  readonly incidents: string;
  readonly toText: string;
  readonly more: (rest: number) => string;
  readonly subject: Readonly<Record<Exclude<Subject, "data">, string>>;
  readonly confidence: (percent: number) => string;
  readonly uncertain: string;
  readonly exposure: Readonly<Record<Exposure, string>>;
  readonly statusName: Readonly<Record<Status, string>>;
  readonly approximate: string;
  readonly dateKind: Readonly<Record<DateKind, string>>;
  readonly thirdParty: string;
  readonly evidence: string;
  readonly evidenceCount: (phrases: number) => string;
  readonly andOthers: (rest: number) => string;
  readonly reason: Readonly<Record<ReasonKind, string>>;
  readonly ruledOut: string;
  readonly otherEvents: string;
  readonly duties: (duties: number) => string;
  readonly dutiesName: string;
  readonly correct: string;
  readonly export: string;
  readonly corrected: string;
  readonly confirmed: string;
  readonly note: string;
  readonly deskFailed: string;
  readonly copyText: string;
  readonly copyJson: string;
  readonly copyAllText: string;
  readonly copyAllJson: string;
  readonly copied: { readonly text: string; readonly json: string; readonly failed: string };
  readonly marksHint: string;
  readonly legend: Readonly<Record<"cause" | "data" | "excluded" | "count", string>>;
  readonly listSeparator: string;
  readonly parenthesis: (text: string, inside: string) => string;
  readonly quote: (text: string) => string;
  readonly line: (name: string, content: string) => string;
  readonly problem: (problem: Problem) => Explanation;
}

const ja: Messages = {
  documentTitle: "jiken — 事案の読み取り",
  tagline:
    "日本語の記事から、事案の原因と漏えいした情報を読み取ります。文章は端末の外に送られません。",
  licences: "ライセンス",
  languageSwitch: "表示言語",
  places: "画面",
  place: { article: "記事", pile: "一覧", tables: "表" },
  text: "本文",
  results: "結果",
  placeholder: "ニュース記事、お詫びのお知らせ、ブログなどを貼り付けてください。",
  textLabel: "分類する文章",
  openFile: "ファイルを開く",
  dropHere: "ここで放すとファイルを開きます",
  read: "根拠を見る",
  edit: "編集",
  another: "別の文章",
  restore: "前の文章に戻す",
  tryExample: "例文で試す",
  intro: "文章を貼り付けると、事案ごとの結果がここに出ます。",
  loading: (value) => `プログラムと辞書を読み込んでいます(${value} %)`,
  preparing: "辞書を準備しています",
  classifying: "分類しています",
  keptOffline: "オフラインでも使えます",
  newerVersion: "新しい版があります。",
  update: "更新する",
  mainThread:
    "ワーカーが許されていないため、ページ自身が分類します。長い文章では、終わるまで画面が止まります。",
  retry: "もう一度読み込む",
  found: (incidents) => `${incidents} 件の事案`,
  none: "この文章に、具体的な事案は見つかりませんでした。",
  noneWhy:
    "事案として数えるのは、特定の組織で実際に起きたこと(または、その可能性があること)です。注意喚起、統計、製品の紹介は数えません。",
  noneNotJapanese: "ひらがな・カタカナがありません。jiken が読めるのは日本語の文章だけです。",
  untitled: "(題名なし)",
  incidents: "事案",
  toText: "本文へ",
  more: (rest) => `残り ${rest} 件を表示`,
  subject: {
    cause: "原因",
    count: "件数",
    date: "日付",
    organization: "組織",
    status: "状況",
    third_party: "委託先など",
  },
  confidence: (value) => `確かさ ${value} %`,
  uncertain: "要確認",
  exposure: { exposed: "漏えい", possible: "可能性", excluded: "含まれない" },
  statusName: {
    confirmed: "漏えいあり",
    possible: "漏えいの可能性あり",
    denied: "漏えいは確認されていない",
    none: "情報の漏えいは関係しない",
  },
  approximate: "概数",
  dateKind: { occurred: "発生", discovered: "発覚", announced: "公表", other: "その他" },
  thirdParty: "委託先・関係会社などで発生",
  evidence: "根拠",
  evidenceCount: (phrases) => `根拠 ${phrases} 件`,
  andOthers: (rest) => `ほか ${rest} 件`,
  reason: {
    denied: "否定されている",
    not_concerned: "含まれないと明記",
    not_exposed: "漏えいしていないと明記",
    hedged: "可能性として書かれている",
    not_ruled_out: "否定できないと書かれている",
    measure: "対策の話",
    advice: "読み手への注意",
    contact: "連絡先",
    background: "背景の説明",
    others_event: "ほかの組織の話",
    earlier_event: "以前の出来事",
  },
  ruledOut: "除いた語",
  otherEvents: "別の件",
  duties: (duties) => `報告義務の可能性 ${duties} 件`,
  dutiesName: "報告義務",
  correct: "訂正・メモ",
  export: "書き出す",
  corrected: "訂正済み",
  confirmed: "確認済み",
  note: "メモ",
  deskFailed: "この機能を読み込めませんでした。通信を確かめてから、もう一度押してください。",
  copyText: "文章でコピー",
  copyJson: "JSON でコピー",
  copyAllText: "全件を文章でコピー",
  copyAllJson: "全件を JSON でコピー",
  copied: {
    text: "文章をコピーしました",
    json: "JSON をコピーしました",
    failed: "コピーできませんでした。ブラウザーの設定でクリップボードを許可してください。",
  },
  marksHint: "左右の矢印キーで根拠を順に移動できます。",
  legend: { cause: "原因", data: "情報", excluded: "含まれない", count: "件数" },
  listSeparator: "、",
  parenthesis: (text, inside) => `${text}(${inside})`,
  quote: (text) => `「${text}」`,
  line: (name, content) => `${name}: ${content}`,
  problem(problem) {
    switch (problem.code) {
      case "no_webassembly":
        return {
          what: "WebAssembly が使えません。",
          mend: "ブラウザーの設定や組織の方針で止められています。WebAssembly を有効にするか、別のブラウザーで開いてください。",
        };
      case "no_decompression":
        return {
          what: "このブラウザーは圧縮ファイルの展開(DecompressionStream)に対応していません。",
          mend: "Chrome 80、Safari 16.4、Firefox 113 以降で開いてください。",
        };
      case "policy": {
        const { what, file, directive, source, of, policy } = problem.refusal;
        return {
          what:
            what === "webassembly"
              ? "サイトの方針(Content-Security-Policy)が WebAssembly の実行を許していません。"
              : `サイトの方針(Content-Security-Policy)が ${file} の読み込みを許していません。`,
          mend: `${of} に付く方針の ${directive} に ${source} を加えるよう、サイトの管理者に伝えてください。${policy && `(今の方針: ${policy})`}`,
        };
      }
      case "worker":
        return {
          what: "分類のプログラム(ワーカー)を起動できませんでした。",
          mend: "通信を確かめてから、もう一度読み込んでください。",
        };
      case "network":
        return {
          what: `${problem.file} を読み込めませんでした。`,
          mend: "通信を確かめてから、もう一度読み込んでください。",
        };
      case "http":
        return {
          what: `${problem.file} がサーバーから届きません(HTTP ${problem.status})。`,
          mend: "ページが新しい版に替わったのかもしれません。もう一度読み込み、直らなければサイトの管理者に、すべてのファイルを置き直すよう伝えてください。",
        };
      case "truncated":
        return {
          what: `${problem.file} が途中で切れているか、壊れています。`,
          mend: "もう一度読み込んでください。直らなければサイトの管理者に、このファイルを置き直すよう伝えてください。",
        };
      case "module":
        return {
          what: `${problem.file} を実行できません。`,
          mend: `ブラウザーが古いか、ファイルが壊れています。(${problem.detail})`,
        };
      case "dictionary":
        return {
          what: `辞書 ${problem.file} を使えません。`,
          mend: `プログラムと版が合わないか、壊れています。サイトの管理者に、すべてのファイルを置き直すよう伝えてください。(${problem.detail})`,
        };
      case "memory":
        return {
          what: "メモリーが足りません。",
          mend: "ほかのタブを閉じてから、もう一度読み込んでください。",
        };
      case "tables":
        return {
          what: "表に誤りがあるため、前の表のまま分類します。",
          mend: problem.errors.map(({ message }) => message).join(" "),
        };
      case "crashed":
        return {
          what: "この文章の分類中にプログラムが止まりました。",
          mend: "文章は残っています。短く分けて試してください。",
        };
      case "core":
        return { what: "分類できませんでした。", mend: problem.detail };
      case "text_too_long":
        return {
          what: `文章が長すぎます(${bytes(problem.bytes)} バイト)。`,
          mend: `上限は ${LIMIT} バイト(UTF-8)です。文章は残っていますので、分けてから分類してください。`,
        };
      case "file_too_large":
        return {
          what: `${problem.file} は大きすぎます(${bytes(problem.bytes)} バイト)。`,
          mend: `上限は ${LIMIT} バイトです。分けてから開いてください。`,
        };
      case "file_not_text":
        return {
          what: `${problem.file} はテキストファイルではありません。`,
          mend: "Word や PDF は、元のアプリで文章をコピーして貼り付けてください。",
        };
      case "file_unreadable":
        return {
          what: `${problem.file} を読めませんでした。`,
          mend: "ファイルが移動や削除をされていないか確かめてください。",
        };
      case "several_files":
        return {
          what: "ファイルは 1 つずつ開いてください。",
          mend: "まとめて分類するには、コマンド jiken classify が使えます。",
        };
    }
  },
};

const en: Messages = {
  documentTitle: "jiken — reading incident reports",
  tagline:
    "Reads Japanese incident reports: what caused each, and which data got out. The text never leaves this device.",
  licences: "Licences",
  languageSwitch: "Language",
  places: "Views",
  place: { article: "Article", pile: "Pile", tables: "Tables" },
  text: "Text",
  results: "Results",
  placeholder: "Paste a Japanese news article, a notice of apology, a blog post …",
  textLabel: "The text to classify",
  openFile: "Open a file",
  dropHere: "Drop the file to open it",
  read: "Show evidence",
  edit: "Edit",
  another: "Another text",
  restore: "Back to the previous text",
  tryExample: "Try an example",
  intro: "Paste a text, and each incident in it appears here.",
  loading: (value) => `Loading the program and the dictionary (${value} %)`,
  preparing: "Preparing the dictionary",
  classifying: "Classifying",
  keptOffline: "Works offline",
  newerVersion: "A newer version is here.",
  update: "Update",
  mainThread:
    "Workers are not allowed here, so the page itself classifies: with a long text it stands still until it is done.",
  retry: "Load again",
  found: (incidents) => (incidents === 1 ? "1 incident" : `${incidents} incidents`),
  none: "No concrete incident was found in this text.",
  noneWhy:
    "An incident is something that happened, or may have happened, at a particular organisation. Advisories, statistics and product news do not count.",
  noneNotJapanese: "There is no kana in it: jiken reads Japanese text only.",
  untitled: "(untitled)",
  incidents: "Incidents",
  toText: "To the text",
  more: (rest) => `Show the other ${rest}`,
  subject: {
    cause: "Cause",
    count: "Affected",
    date: "Dates",
    organization: "Organisation",
    status: "Status",
    third_party: "Contractor",
  },
  confidence: (value) => `${value} % sure`,
  uncertain: "needs checking",
  exposure: { exposed: "Exposed", possible: "Possibly", excluded: "Not exposed" },
  statusName: {
    confirmed: "Exposure confirmed",
    possible: "Exposure possible",
    denied: "No exposure found",
    none: "No information concerned",
  },
  approximate: "approximate",
  dateKind: {
    occurred: "happened",
    discovered: "discovered",
    announced: "announced",
    other: "other",
  },
  thirdParty: "At a contractor, supplier or related company",
  evidence: "Evidence",
  evidenceCount: (phrases) =>
    phrases === 1 ? "1 phrase of evidence" : `${phrases} phrases of evidence`,
  andOthers: (rest) => `and ${rest} more`,
  reason: {
    denied: "denied",
    not_concerned: "said not to be concerned",
    not_exposed: "said not to have got out",
    hedged: "told as possible",
    not_ruled_out: "told as not to be ruled out",
    measure: "a countermeasure",
    advice: "advice",
    contact: "the enquiry desk",
    background: "background",
    others_event: "another organisation's event",
    earlier_event: "an earlier event",
  },
  ruledOut: "Ruled out",
  otherEvents: "Other events",
  duties: (duties) =>
    duties === 1 ? "1 duty to report may apply" : `${duties} duties to report may apply`,
  dutiesName: "Duty to report",
  correct: "Correct, note",
  export: "Export",
  corrected: "corrected",
  confirmed: "checked",
  note: "Note",
  deskFailed: "This could not be loaded. Check the connection, then press again.",
  copyText: "Copy as text",
  copyJson: "Copy as JSON",
  copyAllText: "Copy all as text",
  copyAllJson: "Copy all as JSON",
  copied: {
    text: "Text copied",
    json: "JSON copied",
    failed: "Could not copy. Please allow the clipboard in the browser's settings.",
  },
  marksHint: "The left and right arrow keys move from evidence to evidence.",
  legend: { cause: "cause", data: "data", excluded: "not exposed", count: "count" },
  listSeparator: ", ",
  parenthesis: (text, inside) => `${text} (${inside})`,
  quote: (text) => `“${text}”`,
  line: (name, content) => `${name}: ${content}`,
  problem(problem) {
    switch (problem.code) {
      case "no_webassembly":
        return {
          what: "WebAssembly is not available.",
          mend: "The browser's settings or your organisation's policy switch it off. Allow WebAssembly, or open the page in another browser.",
        };
      case "no_decompression":
        return {
          what: "This browser cannot unpack compressed files (DecompressionStream).",
          mend: "Please use Chrome 80, Safari 16.4, Firefox 113 or later.",
        };
      case "policy": {
        const { what, file, directive, source, of, policy } = problem.refusal;
        return {
          what:
            what === "webassembly"
              ? "The site's policy (Content-Security-Policy) does not allow WebAssembly."
              : `The site's policy (Content-Security-Policy) does not allow ${file} to be loaded.`,
          mend: `Ask the site's administrator to add ${source} to ${directive} in the policy that comes with ${of}.${policy && ` (The policy now: ${policy})`}`,
        };
      }
      case "worker":
        return {
          what: "The classifier's worker did not start.",
          mend: "Check the connection, then load again.",
        };
      case "network":
        return {
          what: `${problem.file} could not be loaded.`,
          mend: "Check the connection, then load again.",
        };
      case "http":
        return {
          what: `The server does not deliver ${problem.file} (HTTP ${problem.status}).`,
          mend: "The page may have been replaced by a newer version. Load again; if that does not help, ask the site's administrator to put all its files back.",
        };
      case "truncated":
        return {
          what: `${problem.file} is cut short or damaged.`,
          mend: "Load again; if that does not help, ask the site's administrator to put the file back.",
        };
      case "module":
        return {
          what: `${problem.file} cannot be run.`,
          mend: `The browser is too old, or the file is damaged. (${problem.detail})`,
        };
      case "dictionary":
        return {
          what: `The dictionary ${problem.file} cannot be used.`,
          mend: `It is damaged, or not of the program's version. Ask the site's administrator to put all its files back. (${problem.detail})`,
        };
      case "memory":
        return {
          what: "There is not enough memory.",
          mend: "Close other tabs, then load again.",
        };
      case "tables":
        return {
          what: "The tables have errors, so those before them stay in use.",
          mend: problem.errors.map(({ message }) => message).join(" "),
        };
      case "crashed":
        return {
          what: "The program stopped while classifying this text.",
          mend: "The text is still here. Try it in smaller parts.",
        };
      case "core":
        return { what: "The text could not be classified.", mend: problem.detail };
      case "text_too_long":
        return {
          what: `The text is too long (${bytes(problem.bytes)} bytes).`,
          mend: `The limit is ${LIMIT} bytes of UTF-8. The text is still here: split it, then classify the parts.`,
        };
      case "file_too_large":
        return {
          what: `${problem.file} is too large (${bytes(problem.bytes)} bytes).`,
          mend: `The limit is ${LIMIT} bytes. Split it, then open the parts.`,
        };
      case "file_not_text":
        return {
          what: `${problem.file} is not a text file.`,
          mend: "From Word or PDF, copy the text in the program it belongs to and paste it.",
        };
      case "file_unreadable":
        return {
          what: `${problem.file} could not be read.`,
          mend: "Check that the file has not been moved or deleted.",
        };
      case "several_files":
        return {
          what: "Please open one file at a time.",
          mend: "For many at once there is the command jiken classify.",
        };
    }
  },
};

export const MESSAGES: Readonly<Record<Language, Messages>> = { ja, en };
