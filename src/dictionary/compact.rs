//! The compact parts of `ipadic.jdic` in, the files that lindera reads out.
//!
//! lindera's own files are laid out for looking words up and compress badly: the same dictionary in them
//! makes a gzip file 2.7 times as large. So the file holds what they are made from, in columns of like
//! things, and they are made anew wherever it is loaded. Nothing is lost on the way.
//!
//! Numbers are either `u32`, little-endian, or *short*: a byte below 192 is the number itself, another
//! byte `b` with its next `n` stands for `192 + 256 (b - 192) + n`. Signed ones are folded first:
//! 0, -1, 1, -2, … become 0, 1, 2, 3, …
//!
//! | part | what stands in it |
//! | --- | --- |
//! | `surfaces` | three `u32`: characters (that surfaces are made of), surfaces, letters (see below). The characters, the frequent ones first: each code point's difference to the one before, folded, `u32`. For each surface, sorted, how many characters it shares with the one before; for each, how many follow those; for each, how many entries it has; then these following characters of all surfaces, the letters, as places in the list of characters. All short |
//! | `classes` | a line a class: left context, right context, usual cost, how many characters an entry's base form lacks of its surface, what it has in their place, part of speech; separated by tabs. A class with `-` for the third last has empty base forms |
//! | `entries` | for each entry, surface by surface, its class; then, for each entry, class by class, its cost less the class's usual one, folded. All short, costs in units of [`WORD_COST_STEP`] |
//! | `matrix` | two `u32`: the left and the right contexts. For each left context a byte: how many rows above stands the row that its own resembles, 0 for none. Then the rows, a byte for each right context before it: the cost less that in the row above, in units of [`PAIR_COST_STEP`] |

use rustc_hash::FxHashMap;

use super::trie;

/// The costs of words are multiples of this.
pub const WORD_COST_STEP: i16 = 32;

/// The costs of word pairs are multiples of this.
pub const PAIR_COST_STEP: i16 = 128;

/// The numbers below this take one byte.
pub const ONE_BYTE: u8 = 192;

/// A base form that is the surface is left empty; this stands for how much of the surface it lacks.
pub const SAME: &str = "-";

/// lindera's files, made anew. The names are lindera's.
#[derive(Debug)]
pub struct Files {
    /// `dict.trie`.
    pub trie: Vec<u8>,
    /// `dict.valsidx`: where the entries of a surface begin.
    pub values_index: Vec<u8>,
    /// `dict.vals`: ten bytes an entry: word id, cost, left context, right context.
    pub values: Vec<u8>,
    /// `dict.words`: part of speech and base form; entries with the same share a word id.
    pub words: Vec<u8>,
    /// `dict.wordsidx`: where a word id's record begins.
    pub words_index: Vec<u8>,
    /// `matrix.mtx`.
    pub matrix: Vec<u8>,
}

/// Makes lindera's files of the four compact parts; none where the bytes are not what they should be.
pub fn expand(surfaces: &[u8], classes: &[u8], entries: &[u8], matrix: &[u8]) -> Option<Files> {
    let Matrix { left, right, bytes: matrix } = expand_matrix(matrix)?;
    let classes = read_classes(classes, left, right)?;
    let surfaces = Surfaces::read(surfaces)?;
    let mut values_index = Vec::with_capacity(4 * surfaces.counts.len() + 4);
    let mut all: u32 = 0;
    for &count in &surfaces.counts {
        values_index.extend(all.to_le_bytes());
        all = all.checked_add(count)?;
    }
    values_index.extend(all.to_le_bytes());
    let mut words = Words::default();
    let values = expand_entries(&surfaces, &classes, entries, &mut words)?;
    let trie = trie::build(&surfaces.alphabet, &surfaces.shapes, &surfaces.letters)?;
    Some(Files {
        trie,
        values_index,
        values,
        words: words.records,
        words_index: words.index,
        matrix,
    })
}

/// Reads numbers one after the other.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn u32(&mut self) -> Option<u32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*bytes))
    }

    /// A number of things that each take at least one byte of what follows.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.u32()?).ok()?;
        (length <= self.0.len()).then_some(length)
    }

    fn short(&mut self) -> Option<u32> {
        let byte = self.byte()?;
        Some(match byte.checked_sub(ONE_BYTE) {
            None => u32::from(byte),
            Some(high) => u32::from(ONE_BYTE) + 256 * u32::from(high) + u32::from(self.byte()?),
        })
    }

    fn shorts(&mut self, many: usize) -> Option<Vec<u32>> {
        (0..many).map(|_| self.short()).collect()
    }
}

/// A folded number as it was.
fn unfold(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

/// The words' written forms.
struct Surfaces {
    alphabet: Vec<char>,
    /// How many characters each shares with the one before, and how many follow.
    shapes: Vec<(u32, u32)>,
    /// How many entries each has.
    counts: Vec<u32>,
    /// The characters that follow, as places in the alphabet.
    letters: Vec<u32>,
}

impl Surfaces {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let (characters, many, letters) = (reader.length()?, reader.length()?, reader.length()?);
        let mut code = 0;
        let alphabet = (0..characters)
            .map(|_| {
                code = i32::wrapping_add(code, unfold(reader.u32()?));
                char::from_u32(u32::try_from(code).ok()?)
            })
            .collect::<Option<Vec<char>>>()?;
        let (shared, added) = (reader.shorts(many)?, reader.shorts(many)?);
        let counts = reader.shorts(many)?;
        let letters = reader.shorts(letters)?;
        let known = |&letter: &u32| (letter as usize) < characters;
        let complete = reader.0.is_empty() && letters.iter().all(known);
        complete.then(|| Self {
            alphabet,
            shapes: shared.into_iter().zip(added).collect(),
            counts,
            letters,
        })
    }
}

/// What entries have in common.
struct Class<'a> {
    left: u16,
    right: u16,
    cost: i32,
    /// How many characters the base form lacks of the surface, and what it has in their place; none
    /// where it is left empty.
    base: Option<(usize, &'a str)>,
    part_of_speech: &'a str,
}

fn read_classes(bytes: &[u8], left: u16, right: u16) -> Option<Vec<Class<'_>>> {
    let lines = std::str::from_utf8(bytes).ok()?.lines();
    lines
        .map(|line| {
            let mut fields = line.split('\t');
            let mut field = || fields.next();
            let class = Class {
                left: field()?.parse().ok().filter(|&id| id < left)?,
                right: field()?.parse().ok().filter(|&id| id < right)?,
                cost: field()?.parse().ok()?,
                base: match (field()?, field()?) {
                    (SAME, _) => None,
                    (less, more) => Some((less.parse().ok()?, more)),
                },
                part_of_speech: field()?,
            };
            fields.next().is_none().then_some(class)
        })
        .collect()
}

/// Writes the words that entries share.
#[derive(Default)]
struct Words<'a> {
    records: Vec<u8>,
    index: Vec<u8>,
    /// Part of speech and base form to word id.
    inflected: FxHashMap<(&'a str, String), u32>,
    /// Part of speech to word id where the base form is empty.
    plain: FxHashMap<&'a str, u32>,
}

impl<'a> Words<'a> {
    fn id(&mut self, class: &Class<'a>, surface: &[char]) -> Option<u32> {
        let next = u32::try_from(self.inflected.len() + self.plain.len()).ok()?;
        let Some((less, more)) = class.base else {
            let id = *self.plain.entry(class.part_of_speech).or_insert(next);
            if id == next {
                self.write(class.part_of_speech, "")?;
            }
            return Some(id);
        };
        let mut base: String = surface[..surface.len().checked_sub(less)?].iter().collect();
        base.push_str(more);
        let key = (class.part_of_speech, base);
        if let Some(&id) = self.inflected.get(&key) {
            return Some(id);
        }
        self.write(key.0, &key.1)?;
        self.inflected.insert(key, next);
        Some(next)
    }

    /// A record: its length, then the details, with a zero between them.
    fn write(&mut self, part_of_speech: &str, base: &str) -> Option<()> {
        self.index.extend(u32::try_from(self.records.len()).ok()?.to_le_bytes());
        let length = part_of_speech.len() + 1 + base.len();
        self.records.extend(u32::try_from(length).ok()?.to_le_bytes());
        self.records.extend(part_of_speech.bytes().chain([0]).chain(base.bytes()));
        Some(())
    }
}

fn expand_entries<'a>(
    surfaces: &Surfaces,
    classes: &[Class<'a>],
    bytes: &[u8],
    words: &mut Words<'a>,
) -> Option<Vec<u8>> {
    let mut reader = Reader(bytes);
    let many = surfaces.counts.iter().try_fold(0usize, |all, &n| all.checked_add(n as usize))?;
    if many > bytes.len() {
        return None;
    }
    let classed = reader.shorts(many)?;
    // The costs stand class by class: where each class's begin.
    let mut places = vec![0; classes.len()];
    for &class in &classed {
        *places.get_mut(class as usize)? += 1;
    }
    let mut sum = 0;
    for place in &mut places {
        sum += std::mem::replace(place, sum);
    }
    let costs = reader.shorts(many)?;
    if !reader.0.is_empty() {
        return None;
    }
    let mut values = Vec::with_capacity(10 * many);
    let (mut classed, mut letters) = (classed.into_iter(), surfaces.letters.iter());
    let mut surface: Vec<char> = Vec::new();
    for (&(shared, added), &count) in surfaces.shapes.iter().zip(&surfaces.counts) {
        surface.truncate(shared as usize);
        for &letter in letters.by_ref().take(added as usize) {
            surface.push(*surfaces.alphabet.get(letter as usize)?);
        }
        for _ in 0..count {
            let class = classed.next()? as usize;
            let place = &mut places[class];
            let class = &classes[class];
            let cost = class.cost.checked_add(unfold(costs[*place]))?;
            *place += 1;
            let cost = i16::try_from(cost.checked_mul(i32::from(WORD_COST_STEP))?).ok()?;
            values.extend(words.id(class, &surface)?.to_le_bytes());
            values.extend(cost.to_le_bytes());
            values.extend(class.left.to_le_bytes());
            values.extend(class.right.to_le_bytes());
        }
    }
    Some(values)
}

struct Matrix {
    left: u16,
    right: u16,
    bytes: Vec<u8>,
}

fn expand_matrix(bytes: &[u8]) -> Option<Matrix> {
    let mut reader = Reader(bytes);
    let (left, right) = (reader.u32()?, reader.u32()?);
    // lindera counts contexts in `i16`.
    let [left, right] = [i16::try_from(left).ok()?, i16::try_from(right).ok()?];
    let (rows, columns) = (usize::try_from(left).ok()?, usize::try_from(right).ok()?);
    let (above, cells) = reader.0.split_at_checked(rows)?;
    if columns == 0 || cells.len() != columns * rows {
        return None;
    }
    // lindera's layout: -1, the number of right contexts, that of left ones, then the costs with those
    // of one left context together.
    let mut file = Vec::with_capacity(6 + 2 * cells.len());
    for number in [-1, right, left] {
        file.extend(number.to_le_bytes());
    }
    let mut costs: Vec<i8> = Vec::with_capacity(cells.len());
    for (row, (&above, cells)) in above.iter().zip(cells.chunks_exact(columns)).enumerate() {
        match usize::from(above) {
            0 => costs.extend(cells.iter().map(|&cell| cell as i8)),
            distance => {
                let start = row.checked_sub(distance)? * columns;
                for (column, &cell) in cells.iter().enumerate() {
                    costs.push(costs[start + column].wrapping_add(cell as i8));
                }
            }
        }
    }
    file.extend(costs.iter().flat_map(|&cost| (i16::from(cost) * PAIR_COST_STEP).to_le_bytes()));
    Some(Matrix { left: left.unsigned_abs(), right: right.unsigned_abs(), bytes: file })
}
