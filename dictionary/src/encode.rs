//! Words and costs in, the compact parts of `ipadic.jdic` out, which [`compact`](crate::compact) describes
//! and expands again.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};

use crate::compact::{ONE_BYTE, PAIR_COST_STEP, SAME, WORD_COST_STEP};
use crate::contexts::differences;
use crate::source::{Entry, Ipadic, Matrix};

/// How far above a row the one may stand that it is written as the difference to: what a byte holds.
const REACH: usize = u8::MAX as usize;

/// The parts `surfaces`, `classes`, `entries` and `matrix`.
pub fn encode(ipadic: &Ipadic) -> Result<[Vec<u8>; 4]> {
    let [classes, entries] = words(&ipadic.entries)?;
    Ok([surfaces(&ipadic.entries)?, classes, entries, matrix(&ipadic.matrix)?])
}

fn put_u32(bytes: &mut Vec<u8>, number: usize) -> Result<()> {
    bytes.extend(u32::try_from(number)?.to_le_bytes());
    Ok(())
}

fn put_short(bytes: &mut Vec<u8>, number: usize) -> Result<()> {
    let one_byte = usize::from(ONE_BYTE);
    match number.checked_sub(one_byte) {
        None => bytes.push(number as u8),
        Some(rest) => {
            let high = u8::try_from(one_byte + rest / 256)
                .with_context(|| format!("{number} is too large for a short number"))?;
            bytes.extend([high, (rest % 256) as u8]);
        }
    }
    Ok(())
}

/// 0, -1, 1, -2, … as 0, 1, 2, 3, …
fn fold(number: i32) -> usize {
    ((number << 1) ^ (number >> 31)) as u32 as usize
}

fn surfaces(entries: &[Entry]) -> Result<Vec<u8>> {
    let (mut shared, mut added, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let mut letters = Vec::new();
    let mut many = 0;
    let mut before: Vec<char> = Vec::new();
    for entries in entries.chunk_by(|one, next| one.surface == next.surface) {
        let surface: Vec<char> = entries[0].surface.chars().collect();
        let same = before.iter().zip(&surface).take_while(|(one, other)| one == other).count();
        ensure!(before < surface, "{} is not sorted", entries[0].surface);
        put_short(&mut shared, same)?;
        put_short(&mut added, surface.len() - same)?;
        put_short(&mut counts, entries.len())?;
        letters.extend_from_slice(&surface[same..]);
        many += 1;
        before = surface;
    }
    let alphabet = alphabet(&letters);
    let mut bytes = Vec::new();
    for length in [alphabet.len(), many, letters.len()] {
        put_u32(&mut bytes, length)?;
    }
    let mut code = 0;
    for &character in &alphabet {
        let next = character as i32;
        put_u32(&mut bytes, fold(next - code))?;
        code = next;
    }
    bytes.extend(shared.into_iter().chain(added).chain(counts));
    let places: HashMap<char, usize> = alphabet.into_iter().zip(0..).collect();
    for letter in letters {
        put_short(&mut bytes, places[&letter])?;
    }
    Ok(bytes)
}

/// The characters, those that take one byte first: the most frequent. Both halves are sorted, so that
/// their differences are small and like characters stand together.
fn alphabet(letters: &[char]) -> Vec<char> {
    let mut frequency: BTreeMap<char, usize> = BTreeMap::new();
    for &letter in letters {
        *frequency.entry(letter).or_default() += 1;
    }
    let mut alphabet: Vec<char> = frequency.keys().copied().collect();
    alphabet.sort_by_key(|character| std::cmp::Reverse(frequency[character]));
    let (frequent, rest) = alphabet.split_at_mut(usize::from(ONE_BYTE).min(frequency.len()));
    frequent.sort_unstable();
    rest.sort_unstable();
    alphabet
}

/// What entries of a class have in common, as a line of `classes` has it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Class<'a> {
    left: u16,
    right: u16,
    base: Option<(usize, &'a str)>,
    part_of_speech: &'a str,
}

impl<'a> Class<'a> {
    fn of(entry: &'a Entry) -> Self {
        let base = (!entry.base_form.is_empty()).then(|| {
            let same: usize = (entry.surface.chars().zip(entry.base_form.chars()))
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| one.len_utf8())
                .sum();
            (entry.surface[same..].chars().count(), &entry.base_form[same..])
        });
        Self {
            left: entry.left_id,
            right: entry.right_id,
            base,
            part_of_speech: &entry.part_of_speech,
        }
    }
}

fn words(entries: &[Entry]) -> Result<[Vec<u8>; 2]> {
    let mut costs: BTreeMap<Class, Vec<i32>> = BTreeMap::new();
    for entry in entries {
        let cost = entry.cost / WORD_COST_STEP;
        ensure!(
            entry.cost == cost * WORD_COST_STEP,
            "the cost of {} is not rounded",
            entry.surface
        );
        costs.entry(Class::of(entry)).or_default().push(i32::from(cost));
    }
    let mut classes: Vec<(Class, Vec<i32>)> = costs.into_iter().collect();
    classes.sort_by_key(|(_, costs)| std::cmp::Reverse(costs.len()));
    let mut lines = String::new();
    let mut differences = Vec::new();
    let mut places: BTreeMap<&Class, usize> = BTreeMap::new();
    for (at, (class, costs)) in classes.iter().enumerate() {
        let usual = usual(costs);
        for cost in costs {
            put_short(&mut differences, fold(cost - usual))?;
        }
        let (less, more) =
            class.base.map_or((SAME.to_owned(), ""), |(less, more)| (less.to_string(), more));
        let Class { left, right, part_of_speech, .. } = class;
        writeln!(lines, "{left}\t{right}\t{usual}\t{less}\t{more}\t{part_of_speech}")?;
        places.insert(class, at);
    }
    let mut bytes = Vec::new();
    for entry in entries {
        put_short(&mut bytes, places[&Class::of(entry)])?;
    }
    bytes.extend(differences);
    Ok([lines.into_bytes(), bytes])
}

/// The cost in the middle.
fn usual(costs: &[i32]) -> i32 {
    let mut sorted = costs.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

fn matrix(matrix: &Matrix) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    put_u32(&mut bytes, matrix.left_ids)?;
    put_u32(&mut bytes, matrix.right_ids)?;
    let rows = (0..matrix.left_ids)
        .map(|left| {
            (0..matrix.right_ids)
                .map(|right| {
                    let cost = matrix.costs[right * matrix.left_ids + left];
                    ensure!(cost % PAIR_COST_STEP == 0, "the cost of a word pair is not rounded");
                    Ok(i8::try_from(cost / PAIR_COST_STEP)?)
                })
                .collect()
        })
        .collect::<Result<Vec<Vec<i8>>>>()?;
    let mut cells = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let distance = (1..=REACH.min(at)).min_by_key(|&up| differences(&rows[at - up], row));
        bytes.push(distance.unwrap_or(0) as u8);
        let above = distance.map(|up| &rows[at - up]);
        cells.extend(row.iter().enumerate().map(|(column, &cost)| {
            cost.wrapping_sub(above.map_or(0, |above| above[column])) as u8
        }));
    }
    bytes.extend(cells);
    Ok(bytes)
}
