// The names of the taxonomy's causes and data types, in Japanese and in English.
// Ids and names are those of `tables/`; a test compares them.

import type { Status } from "./analysis";

export type Language = "ja" | "en";

interface Name {
  readonly ja: string;
  readonly en: string;
}

/** The statuses, the surest first. */
export const STATUSES: readonly Status[] = ["confirmed", "possible", "denied", "none"];

export const CAUSES: Readonly<Record<string, Name>> = {
  unauthorized_access: {
    ja: "不正アクセス・サイバー攻撃",
    en: "Unauthorised access, cyber attack",
  },
  account_takeover: { ja: "不正ログイン・アカウント乗っ取り", en: "Account takeover" },
  ransomware: { ja: "ランサムウェア", en: "Ransomware" },
  malware: { ja: "マルウェア感染", en: "Malware infection" },
  phishing: { ja: "フィッシング・なりすまし", en: "Phishing, impersonation" },
  web_tampering: { ja: "Web改ざん・スキミング", en: "Website tampering, web skimming" },
  dos: { ja: "DoS攻撃", en: "Denial of service" },
  insider_theft: { ja: "不正持ち出し", en: "Insider theft or disclosure" },
  insider_misuse: { ja: "不正閲覧・目的外利用", en: "Insider misuse" },
  misdirected_email: { ja: "メール誤送信", en: "Misdirected e-mail" },
  misdirected_other: { ja: "誤送付・誤交付", en: "Misdirected post, fax, hand-over or chat" },
  accidental_publication: { ja: "誤公開・誤掲載", en: "Accidental publication" },
  loss: { ja: "紛失・置き忘れ", en: "Loss" },
  improper_disposal: { ja: "誤廃棄・不適切な廃棄", en: "Improper disposal" },
  theft: { ja: "盗難", en: "Theft" },
  misconfiguration: { ja: "設定ミス", en: "Misconfiguration" },
  software_fault: { ja: "システム不具合", en: "Software fault" },
  other: { ja: "その他", en: "Other" },
  unknown: { ja: "不明・調査中", en: "Unknown, under investigation" },
};

export const DATA_TYPES: Readonly<Record<string, Name>> = {
  name: { ja: "氏名", en: "Name" },
  address: { ja: "住所", en: "Address" },
  phone: { ja: "電話番号", en: "Phone number" },
  email: { ja: "メールアドレス", en: "E-mail address" },
  birthdate: { ja: "生年月日・年齢", en: "Date of birth, age" },
  gender: { ja: "性別", en: "Gender" },
  affiliation: { ja: "勤務先・所属", en: "Employer, affiliation" },
  image: { ja: "画像・音声", en: "Image, video, voice" },
  family: { ja: "家族・続柄", en: "Family" },
  my_number: { ja: "マイナンバー", en: "My Number" },
  id_document: { ja: "本人確認書類", en: "Identity document" },
  account_id: { ja: "会員番号・ID", en: "Account or customer number" },
  credentials: { ja: "パスワード・認証情報", en: "Credentials" },
  online_trace: { ja: "端末・ログ・位置情報", en: "Device, log, location" },
  bank_account: { ja: "口座情報", en: "Bank account" },
  credit_card: { ja: "クレジットカード情報", en: "Credit card" },
  transaction: { ja: "取引・利用履歴", en: "Transactions, usage" },
  income: { ja: "収入・資産・税", en: "Income, assets, tax" },
  health: { ja: "健康・医療", en: "Health" },
  criminal: { ja: "犯罪歴・犯罪被害", en: "Criminal record, victim of crime" },
  other_sensitive: { ja: "その他の要配慮・機微", en: "Other sensitive data" },
  hr: { ja: "人事・採用", en: "Personnel, recruiting" },
  education: { ja: "成績・学籍", en: "Marks, school records" },
  communications: { ja: "メール・相談内容", en: "Messages, enquiries" },
  personal: { ja: "個人情報（内訳なし）", en: "Personal data, unspecified" },
  corporate: { ja: "法人・取引先情報", en: "Companies, clients, suppliers" },
  secret: { ja: "営業秘密・技術情報", en: "Trade secrets, technology" },
  internal: { ja: "社内・業務資料", en: "Internal documents" },
  official: { ja: "行政・捜査の非公開情報", en: "Non-public official information" },
};

/** The cause's name; the id itself where custom tables bring one that has no name here. */
export function causeName(id: string, language: Language): string {
  return CAUSES[id]?.[language] ?? id;
}

/** The data type's name; the id itself where custom tables bring one that has no name here. */
export function dataTypeName(id: string, language: Language): string {
  return DATA_TYPES[id]?.[language] ?? id;
}
