//! The contexts of words: those that are used, numbered so that like ones are neighbours.

use anyhow::{Context, Result};

use crate::source::{Entry, Ipadic, Matrix};

/// Leaves the contexts that no word has out of the matrix and numbers the others without gaps, each beside
/// one whose costs are most like its own, which makes the compressed matrix a fifth smaller.
pub fn renumber(ipadic: &mut Ipadic) -> Result<()> {
    let Ipadic { entries, unknown, matrix, .. } = ipadic;
    let words = || entries.iter().chain(unknown.iter());
    let right = used(matrix.right_ids, words().map(|word| word.right_id))?;
    let left = used(matrix.left_ids, words().map(|word| word.left_id))?;
    let cost = |right: usize, left: usize| matrix.costs[right * matrix.left_ids + left];
    let rows: Vec<Vec<i16>> =
        right.iter().map(|&right| left.iter().map(|&left| cost(right, left)).collect()).collect();
    let columns: Vec<Vec<i16>> =
        left.iter().map(|&left| right.iter().map(|&right| cost(right, left)).collect()).collect();
    let right: Vec<usize> = by_likeness(&rows).into_iter().map(|at| right[at]).collect();
    let left: Vec<usize> = by_likeness(&columns).into_iter().map(|at| left[at]).collect();
    let costs = right.iter().flat_map(|&right| left.iter().map(move |&left| cost(right, left)));
    let new = Matrix { right_ids: right.len(), left_ids: left.len(), costs: costs.collect() };
    let (right, left) = (places(matrix.right_ids, &right)?, places(matrix.left_ids, &left)?);
    for Entry { right_id, left_id, .. } in entries.iter_mut().chain(unknown) {
        *right_id = right[usize::from(*right_id)];
        *left_id = left[usize::from(*left_id)];
    }
    *matrix = new;
    Ok(())
}

/// The ids that are used. A sentence's beginning and end have id 0.
fn used(size: usize, ids: impl Iterator<Item = u16>) -> Result<Vec<usize>> {
    let mut ids: Vec<usize> = ids.map(usize::from).chain([0]).collect();
    ids.sort_unstable();
    ids.dedup();
    if let Some(id) = ids.iter().find(|&&id| id >= size) {
        anyhow::bail!("context {id} is not in matrix.def");
    }
    Ok(ids)
}

/// The places of the lists, the first first, each followed by the one of the rest that differs from it at
/// the fewest places.
fn by_likeness(lists: &[Vec<i16>]) -> Vec<usize> {
    let mut rest: Vec<usize> = (1..lists.len()).collect();
    let mut order = vec![0];
    while !rest.is_empty() {
        let last = &lists[order[order.len() - 1]];
        let next = (0..rest.len()).min_by_key(|&at| differences(last, &lists[rest[at]]));
        order.extend(next.map(|at| rest.remove(at)));
    }
    order
}

/// At how many places two lists differ.
pub fn differences<T: PartialEq>(one: &[T], other: &[T]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one != other)).sum()
}

/// The new id of each old one, 0 for those that are gone.
fn places(size: usize, order: &[usize]) -> Result<Vec<u16>> {
    let mut places = vec![0; size];
    for (new, &old) in order.iter().enumerate() {
        places[old] = u16::try_from(new).context("there are more contexts than ids")?;
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::source;

    #[test]
    fn contexts_without_words_are_left_out() {
        let folder = fixture::ipadic();
        let mut ipadic = source::read(folder.path()).unwrap();
        ipadic.entries.retain(|entry| entry.right_id != 2);
        let before = ipadic.clone();
        renumber(&mut ipadic).unwrap();
        assert_eq!((ipadic.matrix.right_ids, ipadic.matrix.left_ids), (3, 3));
        let cost = |ipadic: &Ipadic, one: usize, other: usize| {
            let row = usize::from(ipadic.entries[one].right_id) * ipadic.matrix.left_ids;
            ipadic.matrix.costs[row + usize::from(ipadic.entries[other].left_id)]
        };
        for one in 0..before.entries.len() {
            for other in 0..before.entries.len() {
                assert_eq!(cost(&ipadic, one, other), cost(&before, one, other));
            }
        }
    }

    #[test]
    fn a_context_that_the_matrix_lacks_is_named() {
        let folder = fixture::ipadic();
        fixture::append(folder.path(), "Particles.csv", "は,7,7,10,助詞,係助詞,*,*,*,*,は,ハ,ワ");
        let error = renumber(&mut source::read(folder.path()).unwrap()).err().unwrap();
        assert_eq!(error.to_string(), "context 7 is not in matrix.def");
    }

    #[test]
    fn like_ones_become_neighbours() {
        let lists = [vec![0, 0, 0], vec![5, 5, 5], vec![0, 0, 1], vec![5, 5, 1]];
        assert_eq!(by_likeness(&lists), [0, 2, 3, 1]);
    }
}
