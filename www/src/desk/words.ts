// The words of what is loaded only when asked for: correcting, duties, exports, the pile. They stand apart from
// `messages.ts` so that a first visit does not fetch them.

import type { OrganizationKind, Report, Status } from "../analysis";
import type { Language } from "../labels";
import type { Field } from "../model/review";

export interface DeskWords {
  readonly field: Readonly<Record<Field, string>>;
  readonly note: string;
  readonly confirmed: string;
  readonly correction: string;
  readonly correctionHint: string;
  readonly primaryCause: string;
  readonly otherCauses: string;
  readonly addData: string;
  readonly removed: string;
  readonly unit: string;
  readonly asRead: string;
  readonly saved: string;
  readonly kind: Readonly<Record<OrganizationKind, string>>;
  readonly kindHint: string;
  readonly countWrong: string;
  readonly dutiesIntro: string;
  readonly mayApply: string;
  readonly noDuties: string;
  readonly article: string;
  readonly ground: string;
  readonly byHand: string;
  readonly report: Readonly<Record<Report, string>>;
  readonly within: (soonest: number, days: number) => string;
  readonly until: (date: string) => string;
  readonly knownOn: string;
  readonly knownHint: string;
  readonly notice: string;
  readonly calendar: string;
  readonly draft: string;
  readonly draftCopied: string;
  readonly copyFailed: string;
  readonly fillIn: string;
  readonly draftTitle: string;
  readonly draftItems: readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  readonly announced: (date: string) => string;
  readonly event: (report: string, organization: string) => string;
  readonly exportTitle: string;
  readonly format: string;
  readonly formats: Readonly<Record<Format, string>>;
  readonly scope: string;
  readonly this: string;
  readonly all: (incidents: number) => string;
  readonly save: string;
  readonly copy: string;
  readonly print: string;
  readonly fileSaved: (name: string) => string;
  readonly copied: string;
  readonly nothingConfirmed: string;
  readonly verisFailed: string;
  readonly csv: readonly string[];
  readonly reportTitle: string;
  readonly reportItem: string;
  readonly reportContent: string;
  readonly madeBy: (tables: string) => string;
  readonly statusName: Readonly<Record<Status, string>>;
  readonly yes: string;
}

export const FORMATS = ["csv", "json", "jsonl", "markdown", "veris", "labels"] as const;
export type Format = (typeof FORMATS)[number];

const ja: DeskWords = {
  field: {
    organization: "組織",
    organization_kind: "組織の区分",
    causes: "原因",
    data_types: "情報の種類",
    status: "状況",
    count: "件数",
  },
  note: "メモ",
  confirmed: "内容を確認した",
  correction: "訂正とメモ",
  correctionHint: "変えたところはすぐに結果に入り、「訂正済み」と表示されます。",
  primaryCause: "主な原因",
  otherCauses: "ほかの原因",
  addData: "種類を加える",
  removed: "外す",
  unit: "単位",
  asRead: "読み取った結果に戻す",
  saved: "結果に反映しました",
  kind: { private: "民間事業者(国公立の大学・病院を含む)", public: "行政機関・地方公共団体など" },
  kindHint: "報告義務の規則が変わります。",
  countWrong: "0 以上の整数を入れてください。",
  dutiesIntro: "文章に書かれたことから、次の報告義務に該当する可能性があります。",
  mayApply: "該当する可能性",
  noDuties: "文章に書かれたことからは、該当しそうな報告義務は見当たりません。",
  article: "根拠条文",
  ground: "該当すると見た事実",
  byHand: "訂正による",
  report: { preliminary: "速報", final: "確報" },
  within: (soonest, days) =>
    soonest === days ? `${days} 日以内` : `おおむね ${soonest}〜${days} 日以内`,
  until: (date) => `${date}まで`,
  knownOn: "事態を知った日(日本時間)",
  knownHint:
    "知った日を 1 日目として数えます。期限が土日・祝日・年末年始に当たる場合の扱いは、個人情報保護委員会の案内で確かめてください。",
  notice:
    "法的な助言ではありません。高度な暗号化など、文章に書かれていないことで結論は変わります。本人への通知、業種ごとの報告、適時開示が別に必要なことがあります。",
  calendar: "期限をカレンダー(.ics)に保存",
  draft: "速報の下書きをコピー",
  draftCopied: "速報の下書きをコピーしました",
  copyFailed: "コピーできませんでした。ブラウザーの設定でクリップボードを許可してください。",
  fillIn: "(記入してください)",
  draftTitle: "漏えい等報告(速報)の下書き",
  draftItems: [
    "概要",
    "漏えい等が発生し、または発生したおそれがある個人データの項目",
    "本人の数",
    "原因",
    "二次被害またはそのおそれの有無とその内容",
    "本人への対応の実施状況",
    "公表の実施状況",
    "再発防止のための措置",
    "その他参考となる事項",
  ],
  announced: (date) => `${date}に公表`,
  event: (report, organization) =>
    `漏えい等報告の${report}の期限(可能性)${organization && `: ${organization}`}`,
  exportTitle: "書き出し",
  format: "形式",
  formats: {
    csv: "CSV(Excel 用)",
    json: "JSON",
    jsonl: "JSON Lines",
    markdown: "Markdown の報告書",
    veris: "VERIS 1.4(JSON Lines)",
    labels: "評価用ラベル(JSON Lines)",
  },
  scope: "範囲",
  this: "この事案",
  all: (incidents) => `全 ${incidents} 件`,
  save: "ファイルに保存",
  copy: "コピー",
  print: "印刷",
  fileSaved: (name) => `${name} を保存しました`,
  copied: "コピーしました",
  nothingConfirmed:
    "評価用ラベルになるのは、すべての事案に「内容を確認した」を付けた文章だけです。先に確認を付けてください。",
  verisFailed: "VERIS に変換できませんでした。もう一度試してください。",
  csv: [
    "出典",
    "番号",
    "題名",
    "組織",
    "主な原因",
    "確かさ",
    "原因",
    "状況",
    "漏えい",
    "可能性",
    "含まれない",
    "件数",
    "単位",
    "発生",
    "発覚",
    "公表",
    "委託先など",
    "報告義務(可能性)",
    "訂正した項目",
    "確認済み",
    "メモ",
    "表の版",
  ],
  reportTitle: "情報セキュリティ事案の分類結果",
  reportItem: "項目",
  reportContent: "内容",
  madeBy: (tables) => `jiken による自動分類(表 ${tables})。内容は原文で確かめてください。`,
  statusName: {
    confirmed: "漏えいあり",
    possible: "漏えいの可能性あり",
    denied: "漏えいは確認されていない",
    none: "情報の漏えいは関係しない",
  },
  yes: "はい",
};

const en: DeskWords = {
  field: {
    organization: "Organisation",
    organization_kind: "Kind of organisation",
    causes: "Causes",
    data_types: "Data types",
    status: "Status",
    count: "Affected",
  },
  note: "Note",
  confirmed: "Checked by me",
  correction: "Corrections and note",
  correctionHint: "What you change enters the result at once and is marked “corrected”.",
  primaryCause: "Main cause",
  otherCauses: "Other causes",
  addData: "Add a type",
  removed: "Remove",
  unit: "Unit",
  asRead: "Back to what was read",
  saved: "The result has been updated",
  kind: {
    private: "Business (public universities and hospitals, too)",
    public: "Administrative organ, local government",
  },
  kindHint: "The rules for reporting depend on it.",
  countWrong: "Enter a whole number from 0 on.",
  dutiesIntro: "By what the text says, these duties to report may apply.",
  mayApply: "may apply",
  noDuties: "By what the text says, no duty to report seems to apply.",
  article: "Article",
  ground: "Because of",
  byHand: "corrected",
  report: { preliminary: "Preliminary report", final: "Final report" },
  within: (soonest, days) =>
    soonest === days ? `within ${days} days` : `within about ${soonest} to ${days} days`,
  until: (date) => `by ${date}`,
  knownOn: "Day of knowing (Japan time)",
  knownHint:
    "The day of knowing counts as day 1. Where a term ends on a weekend, a holiday or at the turn of the year, see what the Personal Information Protection Commission says.",
  notice:
    "This is no legal advice. What the text does not say, strong encryption for one, may change the answer. Telling the persons affected, reports to other regulators and timely disclosure may be due beside it.",
  calendar: "Save the terms as a calendar (.ics)",
  draft: "Copy a draft of the preliminary report",
  draftCopied: "Draft of the preliminary report copied",
  copyFailed: "Could not copy. Please allow the clipboard in the browser's settings.",
  fillIn: "(please fill in)",
  draftTitle: "Draft of the preliminary report of a leak",
  draftItems: [
    "Outline",
    "Items of personal data that were leaked, or may have been",
    "Number of persons",
    "Cause",
    "Secondary damage, or the risk of it",
    "What has been done for the persons affected",
    "Publication",
    "Measures against a recurrence",
    "Other matters",
  ],
  announced: (date) => `announced on ${date}`,
  event: (report, organization) =>
    `${report} of a leak may be due${organization && `: ${organization}`}`,
  exportTitle: "Export",
  format: "Format",
  formats: {
    csv: "CSV (for Excel)",
    json: "JSON",
    jsonl: "JSON Lines",
    markdown: "Markdown report",
    veris: "VERIS 1.4 (JSON Lines)",
    labels: "Labels for evaluation (JSON Lines)",
  },
  scope: "Scope",
  this: "This incident",
  all: (incidents) => `All ${incidents}`,
  save: "Save as a file",
  copy: "Copy",
  print: "Print",
  fileSaved: (name) => `${name} saved`,
  copied: "Copied",
  nothingConfirmed:
    "Only texts whose incidents are all marked “Checked by me” become labels for evaluation. Please mark them first.",
  verisFailed: "Could not be put into VERIS's words. Please try again.",
  csv: [
    "Source",
    "Number",
    "Title",
    "Organisation",
    "Main cause",
    "Confidence",
    "Causes",
    "Status",
    "Exposed",
    "Possibly exposed",
    "Not exposed",
    "Affected",
    "Unit",
    "Happened",
    "Discovered",
    "Announced",
    "Contractor",
    "Duties to report (may apply)",
    "Corrected fields",
    "Checked",
    "Note",
    "Tables",
  ],
  reportTitle: "Information-security incidents",
  reportItem: "Item",
  reportContent: "Content",
  madeBy: (tables) =>
    `Classified automatically by jiken (tables ${tables}). Please check it against the text.`,
  statusName: {
    confirmed: "Exposure confirmed",
    possible: "Exposure possible",
    denied: "No exposure found",
    none: "No information concerned",
  },
  yes: "yes",
};

const WORDS: Readonly<Record<Language, DeskWords>> = { ja, en };

export function deskWords(language: Language): DeskWords {
  return WORDS[language];
}
