//! A small IPADIC of the tests' own: the shape of the real one, a handful of words.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// Contexts: 0 the sentence's ends, 1 nouns, 2 verbs, 3 particles, 4 one that no word has.
const WORDS: &str = "\
情報,1,1,100,名詞,一般,*,*,*,*,情報,ジョウホウ,ジョーホー
流出,1,1,133,名詞,サ変接続,*,*,*,*,流出,リュウシュツ,リューシュツ
流出,1,1,900,名詞,サ変接続,*,*,*,*,流出,リュウシュツ,リューシュツ
漏れ,2,2,200,動詞,自立,*,*,一段,連用形,漏れる,モレ,モレ
漏れる,2,2,210,動詞,自立,*,*,一段,基本形,漏れる,モレル,モレル
漏れよ,2,2,220,動詞,自立,*,*,一段,命令ｙｏ,漏れる,モレヨ,モレヨ
辷る,2,2,900,動詞,自立,*,*,五段・ラ行,基本形,辷る,スベル,スベル
あおば銀行,1,1,300,名詞,固有名詞,組織,*,*,*,あおば銀行,アオバギンコウ,アオバギンコー
あおば信用保証,1,1,300,名詞,固有名詞,組織,*,*,*,あおば信用保証,アオバシンヨウホショウ,アオバシンヨーホショー
";
const PARTICLES: &str = "\
が,3,3,10,助詞,格助詞,一般,*,*,*,が,ガ,ガ
の,3,3,10,助詞,連体化,*,*,*,*,の,ノ,ノ
";
const UNKNOWN: &str = "\
DEFAULT,1,1,5000,記号,一般,*,*,*,*,*
KANJI,1,1,5000,名詞,一般,*,*,*,*,*
";
const CHARACTERS: &str = "\
DEFAULT 0 1 0
KANJI 0 0 2
0x4E00..0x9FFF KANJI
";

/// Writes the small IPADIC into a temporary folder.
pub fn ipadic() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
    write("Words.csv", WORDS);
    write("Particles.csv", PARTICLES);
    write("unk.def", UNKNOWN);
    write("char.def", CHARACTERS);
    write("matrix.def", &matrix());
    folder
}

/// Puts a line at the end of one of the files.
pub fn append(folder: &Path, file: &str, line: &str) {
    let file = folder.join(file);
    let content = fs::read_to_string(&file).unwrap();
    fs::write(file, format!("{content}{line}\n")).unwrap();
}

fn matrix() -> String {
    let mut text = String::from("5 5\n");
    for right in 0..5 {
        for left in 0..5 {
            text += &format!("{right} {left} {}\n", 100 * right + 10 * left);
        }
    }
    text
}
