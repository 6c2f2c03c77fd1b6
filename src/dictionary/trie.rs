//! Sorted surfaces in, lindera's double-array trie out.
//!
//! lindera builds its tries with crawdad, which takes longer than everything else that happens when a page
//! starts, since it looks for room for each node in turn. Here the nodes with many children get theirs
//! first and the many with a single one fill what is left. The layout is that of crawdad 0.4 as
//! lindera-dictionary's `prefix_dictionary.rs` describes it; a test looks every surface up with lindera.

use std::cmp::Reverse;

/// Marks a leaf in `base`, and in `check` a node that is itself the end of a surface.
const FLAG: u32 = 1 << 31;

/// What is not there: `base` and `check` of a node that is not used, `check` of the root.
const VACANT: u32 = !FLAG;

/// A character that no surface has.
const NO_CODE: u32 = u32::MAX;

/// The code of a surface's end.
const END: u32 = 0;

/// No node, no surface.
const NONE: u32 = u32::MAX;

/// As many children make a family for which few places are tried: it fits in next to none of those that
/// others have left, and there is room for it in the next block.
const LARGE: usize = 16;

/// A node of the tree that the surfaces make.
struct Node {
    /// The code by which its parent leads to it.
    code: u32,
    /// The place of the surface that ends here among all.
    surface: u32,
    first_child: u32,
    next_sibling: u32,
}

/// Builds `dict.trie` of sorted surfaces: for each, how many characters it shares with the one before and
/// how many follow, and these as places in `alphabet`. None where that is not what it is.
pub fn build(alphabet: &[char], shapes: &[(u32, u32)], letters: &[u32]) -> Option<Vec<u8>> {
    let nodes = tree(shapes, letters)?;
    let (bases, size) = arrange(&nodes, alphabet.len() + 1);
    let mut array = vec![(VACANT, VACANT); size];
    let mut places = vec![0; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let place = places[at];
        let ends = node.surface != NONE;
        let slot: &mut (u32, u32) = &mut array[place as usize];
        if node.first_child == NONE {
            slot.0 = node.surface | FLAG;
            continue;
        }
        slot.0 = bases[at];
        if ends {
            slot.1 |= FLAG;
            array[(bases[at] ^ END) as usize] = (node.surface | FLAG, place);
        }
        for child in children(&nodes, node) {
            let of_child = bases[at] ^ nodes[child].code;
            places[child] = of_child;
            array[of_child as usize].1 = place;
        }
    }
    Some(write(alphabet, &array))
}

/// The tree, parents before their children, the root first.
fn tree(shapes: &[(u32, u32)], letters: &[u32]) -> Option<Vec<Node>> {
    let node = |code| Node { code, surface: NONE, first_child: NONE, next_sibling: NONE };
    let mut nodes = Vec::with_capacity(letters.len() + 1);
    nodes.push(node(END));
    let mut letters = letters.iter();
    // The nodes from the root to the last surface's end, each with its last child.
    let mut path: Vec<(usize, u32)> = vec![(0, NONE)];
    for (surface, &(shared, added)) in shapes.iter().enumerate() {
        if shared as usize >= path.len() || added == 0 {
            return None;
        }
        path.truncate(shared as usize + 1);
        for _ in 0..added {
            let new = nodes.len();
            let (parent, last) = path.last_mut()?;
            match *last {
                NONE => nodes[*parent].first_child = new as u32,
                sibling => nodes[sibling as usize].next_sibling = new as u32,
            }
            *last = new as u32;
            nodes.push(node(letters.next()? + 1));
            path.push((new, NONE));
        }
        nodes.last_mut()?.surface = surface as u32;
    }
    letters.next().is_none().then_some(nodes)
}

fn children<'n>(nodes: &'n [Node], node: &Node) -> impl Iterator<Item = usize> + use<'n> {
    let child = |at: u32| (at != NONE).then_some(at as usize);
    std::iter::successors(child(node.first_child), move |&at| child(nodes[at].next_sibling))
}

/// Finds room for the children of every node: for each node what its children's codes are combined with to
/// give their places, and how many places there are.
fn arrange(nodes: &[Node], codes: usize) -> (Vec<u32>, usize) {
    let mut families: Vec<(usize, u32)> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.first_child != NONE)
        .map(|(at, node)| {
            let many = children(nodes, node).count() as u32 + u32::from(node.surface != NONE);
            (at, many)
        })
        .collect();
    families.sort_by_key(|&(_, many)| Reverse(many));
    let mut room = Room::new(codes.next_power_of_two().max(64));
    let mut bases = vec![0; nodes.len()];
    let mut codes = Vec::new();
    // Families of a size look on from where the last of them found room.
    let (mut size, mut from) = (0, 0);
    for (at, many) in families {
        codes.clear();
        codes.extend((nodes[at].surface != NONE).then_some(END));
        codes.extend(children(nodes, &nodes[at]).map(|child| nodes[child].code));
        if many != size {
            (size, from) = (many, 0);
        }
        (bases[at], from) = room.take(&codes, from);
    }
    (bases, 64 * room.free.len())
}

/// The places of the array.
struct Room {
    /// A bit for each, set where it is free.
    free: Vec<u64>,
    /// As many places as codes may reach, a power of two.
    block: usize,
}

impl Room {
    fn new(block: usize) -> Self {
        let mut room = Self { free: Vec::new(), block };
        room.grow();
        // The root's.
        room.free[0] &= !1;
        room
    }

    fn grow(&mut self) {
        self.free.resize(self.free.len() + self.block / 64, u64::MAX);
    }

    fn is_free(&self, place: u32) -> bool {
        self.free[place as usize / 64] >> (place % 64) & 1 == 1
    }

    /// Takes places for codes and tells their base and the place of the first. Places before `from` are
    /// not tried for the first.
    fn take(&mut self, codes: &[u32], from: u32) -> (u32, u32) {
        let tried = if codes.len() < LARGE { u64::MAX } else { 1 << (codes[0] % 64) };
        let mut word = from as usize / 64;
        let mut mask = u64::MAX << (from % 64);
        loop {
            if word == self.free.len() {
                self.grow();
            }
            let mut candidates = self.free[word] & mask & tried;
            while candidates != 0 {
                let place = 64 * word as u32 + candidates.trailing_zeros();
                let base = place ^ codes[0];
                if codes[1..].iter().all(|code| self.is_free(base ^ code)) {
                    for code in codes {
                        let place = (base ^ code) as usize;
                        self.free[place / 64] &= !(1 << (place % 64));
                    }
                    return (base, place);
                }
                candidates &= candidates - 1;
            }
            word += 1;
            mask = u64::MAX;
        }
    }
}

/// The file: the table from code points to codes with its length, the number of codes, the nodes with
/// their number.
fn write(alphabet: &[char], array: &[(u32, u32)]) -> Vec<u8> {
    let last = alphabet.iter().max().map_or(0, |&last| last as usize + 1);
    let mut table = vec![NO_CODE; last];
    for (at, &character) in alphabet.iter().enumerate() {
        table[character as usize] = at as u32 + 1;
    }
    let mut file = Vec::with_capacity(12 + 4 * table.len() + 8 * array.len());
    let mut put = |number: u32| file.extend(number.to_le_bytes());
    put(table.len() as u32);
    table.into_iter().for_each(&mut put);
    put(alphabet.len() as u32 + 1);
    put(array.len() as u32);
    for &(base, check) in array {
        put(base);
        put(check);
    }
    file
}
