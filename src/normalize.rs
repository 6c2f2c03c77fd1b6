//! The first stage: original text in, normalised text and a map back to it out.
//!
//! It stands alone so that every later stage can compare plain characters and no stage has to know how
//! the original was written. Normalised means NFKC, lower-case Latin letters, one sign for each family of
//! dashes and tildes, `\n` for every line end, and a space for every control character.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A normalised text and the way back to its original.
pub(crate) struct Normalized {
    /// The normalised text.
    pub text: String,
    /// What the text is made of, in order.
    pieces: Vec<Piece>,
    /// The bytes of the original.
    length: usize,
}

/// A piece of the normalised text and what of the original it came from, in bytes.
struct Piece {
    /// Where it begins in the normalised text.
    start: u32,
    /// Where what it came from begins and ends.
    from: u32,
    to: u32,
    /// Whether it is the original as it stands. Any other piece is one character, or one cluster of
    /// characters that was normalised as one, and all of it came from all of the original's.
    verbatim: bool,
}

impl Normalized {
    /// The range of the original text that the range `start..end` of the normalised text came from.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let from = match self.piece(start) {
            _ if start == self.text.len() => self.length,
            piece if piece.verbatim => piece.from as usize + start - piece.start as usize,
            piece => piece.from as usize,
        };
        if end <= start {
            return (from, from);
        }
        let to = match self.piece(end - 1) {
            piece if piece.verbatim => piece.from as usize + end - piece.start as usize,
            piece => piece.to as usize,
        };
        (from, to)
    }

    /// The piece that a byte of the text, or its end, belongs to.
    fn piece(&self, at: usize) -> &Piece {
        const NOTHING: Piece = Piece { start: 0, from: 0, to: 0, verbatim: true };
        let after = self.pieces.partition_point(|piece| piece.start as usize <= at);
        after.checked_sub(1).map_or(&NOTHING, |index| &self.pieces[index])
    }

    fn push_verbatim(&mut self, original: &str, from: usize, to: usize) {
        if from < to {
            self.piece_of(from, to, true);
            self.text.push_str(&original[from..to]);
        }
    }

    fn push(&mut self, characters: impl Iterator<Item = char>, from: usize, to: usize) {
        self.piece_of(from, to, false);
        self.text.extend(characters);
    }

    fn piece_of(&mut self, from: usize, to: usize, verbatim: bool) {
        let start = self.text.len() as u32;
        self.pieces.push(Piece { start, from: from as u32, to: to as u32, verbatim });
    }
}

/// Normalises a text.
pub(crate) fn normalize(original: &str) -> Normalized {
    let mut result = Normalized {
        text: String::with_capacity(original.len()),
        pieces: Vec::new(),
        length: original.len(),
    };
    let mut characters = original.char_indices().peekable();
    // Where the characters that stay as they are begin, up to the one that comes next.
    let mut plain = 0;
    while let Some((start, first)) = characters.next() {
        if is_plain(first) && characters.peek().is_none_or(|&(_, next)| !joins(next)) {
            continue;
        }
        result.push_verbatim(original, plain, start);
        let mut end = start + first.len_utf8();
        if first == '\r' {
            if let Some(&(at, '\n')) = characters.peek() {
                characters.next();
                end = at + 1;
            }
            result.push("\n".chars(), start, end);
            plain = end;
            continue;
        }
        while let Some(&(at, next)) = characters.peek() {
            if !joins(next) {
                break;
            }
            characters.next();
            end = at + next.len_utf8();
        }
        plain = end;
        // NFKC makes ① a bare 1, which could not be told from a number: it stays a marker.
        if let '①'..='⑳' = first {
            let number = format!("({})", first as u32 - '①' as u32 + 1);
            result.push(number.chars(), start, end);
            continue;
        }
        result.push(
            original[start..end].nfkc().map(unify).flat_map(char::to_lowercase),
            start,
            end,
        );
    }
    result.push_verbatim(original, plain, original.len());
    result
}

/// Whether a character stays as it is where nothing joins it: most of those that Japanese is written with.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・' | '、' | '。' | '「' | '」' | '\u{4e00}'..='\u{9fff}'
            | '\n' | '\t' | ' '..='@' | '['..='~'
    )
}

/// Whether a character belongs to the cluster of the one before it: a combining mark or a half-width
/// voicing mark (the two marks of ｶﾞ and ﾊﾟ).
fn joins(character: char) -> bool {
    character > '\u{2ff}'
        && !is_plain(character)
        && (matches!(character, '\u{ff9e}' | '\u{ff9f}') || is_combining_mark(character))
}

/// One sign for each family of signs that Japanese texts mix.
fn unify(character: char) -> char {
    match character {
        '〜' | '∼' | '∿' | '～' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' | '﹣' => '-',
        '•' | '∙' | '⋅' | '‧' => '・',
        '\n' | '\t' => character,
        '\u{2028}' | '\u{2029}' => '\n',
        '\u{200b}'..='\u{200f}' | '\u{feff}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_unified() {
        for (original, normalized) in [
            ("ＢＣＣ　３７，８４３名", "bcc 37,843名"),
            ("５月〜６月－７月—８月", "5月~6月-7月-8月"),
            ("ﾗﾝｻﾑｳｪｱ･ｶﾞｲﾄﾞ", "ランサムウェア・ガイド"),
            ("が", "が"),
            ("a\r\nb\rc\u{0}d", "a\nb\nc d"),
            ("㈱架空 ①", "(株)架空 (1)"),
        ] {
            assert_eq!(normalize(original).text, normalized);
        }
    }

    #[test]
    fn plain_characters_stay_as_they_are_and_join_none() {
        for character in ('\0'..=char::MAX).filter(|&character| is_plain(character)) {
            let one = character.to_string();
            let normalized: String = one.nfkc().map(unify).flat_map(char::to_lowercase).collect();
            assert_eq!(normalized, one);
            assert!(!is_combining_mark(character));
        }
    }

    #[test]
    fn every_range_leads_back_to_the_characters_it_came_from() {
        let original = "😀𠮷野家は㈱カ\u{3099}ﾊﾟ、３７，８４３名\r\nの氏名";
        let normalized = normalize(original);
        let find = |needle: &str| {
            let start = normalized.text.find(needle).unwrap();
            let (from, to) = normalized.original(start, start + needle.len());
            &original[from..to]
        };
        assert_eq!(find("𠮷野家"), "𠮷野家");
        assert_eq!(find("37,843"), "３７，８４３");
        assert_eq!(find("ガパ"), "カ\u{3099}ﾊﾟ");
        assert_eq!(find("株"), "㈱");
        assert_eq!(find("\n"), "\r\n");
        assert_eq!(find("の氏名"), "の氏名");
        assert_eq!(
            normalized.original(normalized.text.len(), normalized.text.len()).0,
            original.len()
        );
    }

    #[cfg(not(target_family = "wasm"))]
    mod for_any_text {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            /// What is normalised already is read as it was: normalising first changes no label.
            #[test]
            fn normalising_twice_is_normalising_once(text in any::<String>()) {
                let once = normalize(&text).text;
                prop_assert_eq!(&normalize(&once).text, &once);
            }

            #[test]
            fn every_place_leads_back_to_whole_characters_in_order(text in any::<String>()) {
                let normalized = normalize(&text);
                let mut before = 0;
                for (at, character) in normalized.text.char_indices() {
                    let (from, to) = normalized.original(at, at + character.len_utf8());
                    prop_assert!(text.get(from..to).is_some_and(|words| !words.is_empty()));
                    prop_assert!(before <= from, "{} before {}", before, from);
                    before = from;
                }
            }
        }
    }
}
