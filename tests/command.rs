//! The command `jiken` from outside: what it reads, writes and says, and its exit codes.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use serde_json::Value;

/// One incident, written for these tests.
const ARTICLE: &str = include_str!("command/article.txt");

/// The fields of an analysis, which every result carries.
const FIELDS: [&str; 3] = ["schema_version", "tables_version", "incidents"];

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiken"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the command with `input` on its standard input.
fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = command(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // A thread of its own, for an input longer than the pipes hold. The command need not read it all.
    let feed = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[track_caller]
fn assert_code(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "standard error: {}", stderr(output));
}

#[track_caller]
fn lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A folder that is removed with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("command-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The path of a file in it, as an argument.
    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file and gives its path.
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), content).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

mod texts {
    use super::*;

    #[test]
    fn standard_input_is_read_without_a_file_and_for_a_dash() {
        for arguments in [&["classify"][..], &["classify", "-"]] {
            let output = run(arguments, "天気は晴れである。");
            assert_code(&output, 0);
            assert_eq!(stdout(&output), "事案は見つかりませんでした。\n");
            assert_eq!(stderr(&output), "");
        }
    }

    #[test]
    fn every_format_has_its_shape() {
        let json = run(&["classify", "--format", "json"], ARTICLE);
        let value: Value = serde_json::from_slice(&json.stdout).unwrap();
        assert_eq!(value["file"], "-");
        assert!(FIELDS.iter().all(|field| value.get(field).is_some()), "{value}");

        let jsonl = run(&["classify", "--format", "jsonl"], ARTICLE);
        assert_eq!(lines(&jsonl), [value]);

        let csv = run(&["classify", "--format", "csv"], ARTICLE);
        assert!(stdout(&csv).starts_with("source,incident,title,organization,primary_cause,"));
        let bom = run(&["classify", "--format", "csv", "--bom"], ARTICLE);
        assert_eq!(stdout(&bom), format!("\u{feff}{}", stdout(&csv)));

        let markdown = run(&["classify", "--format", "markdown"], ARTICLE);
        assert!(stdout(&markdown).starts_with("# 情報セキュリティ事案の分類結果\n\n## 標準入力\n"));

        let veris = run(&["classify", "--format", "veris"], ARTICLE);
        let written = lines(&veris);
        assert_eq!(written.len(), 1);
        assert_eq!(written[0]["incident_id"], "-#1");
        assert_eq!(written[0]["action"]["error"]["variety"][0], "Misdelivery");

        for output in [json, jsonl, csv, bom, markdown, veris] {
            assert_code(&output, 0);
            assert_eq!(stderr(&output), "");
        }
    }

    #[test]
    fn several_files_are_labelled_and_keep_their_order() {
        let folder = Folder::new();
        let files: Vec<_> =
            (0..20).map(|n| folder.file(&format!("記事{n}.txt"), ARTICLE.repeat(n % 3))).collect();
        let with = |format| {
            let mut arguments = vec!["classify", "--format", format, "--threads", "3"];
            arguments.extend(files.iter().map(String::as_str));
            let output = run(&arguments, "");
            assert_code(&output, 0);
            output
        };
        let named = |values: &[Value]| {
            values
                .iter()
                .map(|value| value["file"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(named(&lines(&with("jsonl"))), files);
        let array: Vec<Value> = serde_json::from_slice(&with("json").stdout).unwrap();
        assert_eq!(named(&array), files);
        for format in ["text", "markdown"] {
            let output = with(format);
            let text = stdout(&output);
            let places: Vec<_> =
                files.iter().map(|file| text.find(file.as_str()).unwrap()).collect();
            assert!(places.is_sorted(), "{format}: {places:?}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_used_is_named_and_the_others_go_on() {
        let folder = Folder::new();
        let good = folder.file("good.txt", ARTICLE);
        // A file's name, its content if it exists, the error's code and what the message says.
        type Case<'c> = (&'c str, Option<&'c [u8]>, &'c str, &'c [&'c str]);
        let cases: &[Case] = &[
            ("missing.txt", None, "not_found", &["there is no such file"]),
            (".", None, "unreadable", &["this is a folder"]),
            (
                "sjis.txt",
                Some(b"abc\x83\x81\x81[\x83\x8b"),
                "invalid_utf8",
                &["first at byte 3", "Shift_JIS", "EUC-JP", "iconv -f CP932 -t UTF-8"],
            ),
            ("utf16.txt", Some(b"\xff\xfe\x420\x440"), "invalid_utf8", &["iconv -f UTF-16 "]),
            (
                "jis.txt",
                Some(b"From: a\n\x1b$B%a!<%k\x1b(B"),
                "invalid_utf8",
                &["byte 8", "iconv -f ISO-2022-JP "],
            ),
            (
                "long.txt",
                Some(&[b'a'; 10_000_001]),
                "text_too_long",
                &["10000001", "10000000", "split"],
            ),
        ];
        for (name, content, code, parts) in cases {
            let bad = match content {
                Some(content) => folder.file(name, content),
                None => folder.path(name),
            };
            let output = run(&["classify", "--format", "jsonl", &bad, &good], "");
            assert_code(&output, 1);
            let values = lines(&output);
            assert_eq!(values.len(), 2, "{name}");
            assert_eq!(values[0]["file"], bad.as_str());
            assert_eq!(values[0]["error"]["code"], *code);
            assert!(values[0].get("incidents").is_none());
            assert_eq!(values[1]["file"], good.as_str());
            assert!(values[1].get("error").is_none());
            let message = stderr(&output);
            assert!(message.starts_with(&format!("jiken: {bad}: ")), "{message}");
            assert_eq!(message.lines().count(), 1, "{message}");
            for part in *parts {
                assert!(message.contains(part), "{name}: {message}");
            }
        }
        let text = run(&["classify", &folder.path("missing.txt"), &good], "");
        assert_code(&text, 1);
        assert!(stdout(&text).starts_with(&good), "{}", stdout(&text));
        assert!(stderr(&text).contains("missing.txt: there is no such file"), "{}", stderr(&text));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_the_system_cannot_read_is_named() {
        let folder = Folder::new();
        let bad = folder.path("loop.txt");
        std::os::unix::fs::symlink(&bad, &bad).unwrap();
        let output = run(&["classify", &bad], "");
        assert_code(&output, 1);
        assert!(stderr(&output).starts_with(&format!("jiken: {bad}: cannot be read: ")));
    }

    #[test]
    fn ten_megabytes_are_the_limit_on_standard_input_too() {
        let output = run(&["classify"], "\n".repeat(10_000_001));
        assert_code(&output, 1);
        assert_eq!(
            stderr(&output),
            "jiken: -: the text is longer than the limit of 10000000 bytes: split it and classify \
             the parts\n"
        );
    }

    #[test]
    fn odd_texts_are_read_and_nothing_steers_the_terminal() {
        let odd = [
            "",
            " \n\u{3000}\t",
            "あ",
            "The weather is fine.",
            "天气很好。",
            "<p>天気は<b>晴れ</b></p>",
            "\0",
            "\u{feff}天気は晴れである。",
            "\u{1b}]0;owned\u{7}\u{9b}31m天気\0は\u{202e}晴れ",
            &format!("\u{1b}]0;owned\u{7}\u{9b}31m\0\u{202e}{ARTICLE}"),
        ];
        let folder = Folder::new();
        let files: Vec<_> =
            odd.iter().enumerate().map(|(n, text)| folder.file(&n.to_string(), text)).collect();
        for format in ["text", "json", "jsonl", "csv", "markdown"] {
            let mut arguments = vec!["classify", "--color", "always", "--format", format];
            arguments.extend(files.iter().map(String::as_str));
            let output = run(&arguments, "");
            assert_code(&output, 0);
            let written = stdout(&output);
            assert!(!written.contains(['\0', '\u{7}', '\u{9b}', '\u{202e}']), "{written:?}");
            assert!(!written.contains("\u{1b}]"), "{written:?}");
        }
        let output = run(&["classify"], "");
        assert_code(&output, 0);
    }

    #[test]
    fn an_explanation_stands_beside_the_analysis() {
        let output = run(&["classify", "--explain", "--format", "json"], ARTICLE);
        assert_code(&output, 0);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(value["firings"].is_array(), "{value}");
        let plain = run(&["classify", "--format", "json"], ARTICLE);
        let plain: Value = serde_json::from_slice(&plain.stdout).unwrap();
        assert_eq!(value["incidents"], plain["incidents"]);
        assert!(plain.get("firings").is_none());
        for (format, heading) in [("text", "はたらいた規則("), ("markdown", "### はたらいた規則\n")]
        {
            let output = run(&["classify", "--explain", "--format", format], ARTICLE);
            assert!(stdout(&output).contains(heading), "{}", stdout(&output));
        }
    }
}

mod json_lines {
    use super::*;

    const JSONL: [&str; 3] = ["classify", "--input", "jsonl"];

    #[test]
    fn a_malformed_line_is_answered_in_its_place_and_the_others_go_on() {
        let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}", "a".repeat(10_000_001));
        let cases: &[(&[u8], &str, &str)] = &[
            (b"{\"id\":1,\"text\":\"a\"", "null", "invalid_json"),
            (b"no json", "null", "invalid_json"),
            (b"[\"id\",\"text\"]", "null", "invalid_json"),
            (b"{\"id\":\"x\"}", "\"x\"", "missing_text"),
            (b"{\"id\":\"x\",\"text\":null}", "\"x\"", "missing_text"),
            (b"{\"id\":2,\"text\":3}", "2", "text_not_a_string"),
            (b"{\"id\":2,\"text\":[\"a\"]}", "2", "text_not_a_string"),
            (b"{\"id\":[1],\"text\":\"a\"}", "null", "invalid_id"),
            (b"{\"id\":true,\"text\":\"a\"}", "null", "invalid_id"),
            (b"{\"id\":\"u\",\"text\":\"a\xffb\"}", "\"u\"", "invalid_utf8"),
            (b"{\"id\":\"\xff\",\"text\":\"a\"}", "null", "invalid_utf8"),
            (b"{\"id\":\"s\",\"text\":\"\\ud800\"}", "\"s\"", "invalid_json"),
            (b"{\"id\":\"c\",\"text\":\"a\0b\"}", "null", "invalid_json"),
            (long.as_bytes(), "\"long\"", "text_too_long"),
        ];
        let mut input = Vec::new();
        for (line, ..) in cases {
            input.extend(b"{\"id\":\"good\",\"text\":\"\",\"more\":{\"a\":[1]}}\n");
            input.extend(*line);
            input.push(b'\n');
        }
        let output = run(&JSONL, &input);
        assert_code(&output, 1);
        let values = lines(&output);
        assert_eq!(values.len(), 2 * cases.len());
        for (place, (line, id, code)) in cases.iter().enumerate() {
            let shown = String::from_utf8_lossy(&line[..line.len().min(40)]);
            let good = &values[2 * place];
            assert_eq!(good["id"], "good", "before {shown}");
            assert!(FIELDS.iter().all(|field| good.get(field).is_some()), "before {shown}");
            let bad = &values[2 * place + 1];
            assert_eq!(bad["id"].to_string(), *id, "{shown}");
            assert_eq!(bad["line"], 2 * place + 2, "{shown}");
            assert_eq!(bad["error"]["code"], *code, "{shown}: {bad}");
            assert!(!bad["error"]["message"].as_str().unwrap().is_empty());
            assert_eq!(bad.as_object().unwrap().len(), 3, "{bad}");
        }
        let message = stderr(&output);
        let summary = format!("jiken: {} of {} lines failed; ", cases.len(), values.len());
        assert!(message.starts_with(&summary), "{message}");
        assert!(message.contains("the first: line 2: not a JSON object"), "{message}");
        assert_eq!(message.lines().count(), 1);
    }

    #[test]
    fn ids_are_echoed_as_they_are_written() {
        let ids = [r#""a""#, r#""あ\n\u3042""#, "7", "-1.50", "123456789012345678901234567890"];
        let input: String =
            ids.iter().map(|id| format!("{{\"text\":\"\",\"id\":{id}}}\n")).collect();
        let output = run(&JSONL, input + "{\"text\":\"\"}\n{\"id\":null,\"text\":\"\"}");
        assert_code(&output, 0);
        let written: Vec<_> = stdout(&output).lines().collect();
        assert_eq!(written.len(), ids.len() + 2);
        for (line, id) in written.iter().zip(ids.iter().chain(&["null", "null"])) {
            assert!(line.starts_with(&format!("{{\"id\":{id},\"schema_version\":")), "{line}");
        }
    }

    #[test]
    fn blank_lines_line_ends_and_a_byte_order_mark_make_no_difference() {
        let input = "\u{feff}{\"id\":1,\"text\":\"\"}\r\n\r\n  \t\n{\"id\":2,\"text\":\"\"}\r\nbad";
        let output = run(&JSONL, input);
        assert_code(&output, 1);
        let values = lines(&output);
        assert_eq!(values.len(), 3);
        assert_eq!((&values[0]["id"], &values[1]["id"]), (&1.into(), &2.into()));
        assert_eq!(values[2]["line"], 5);
    }

    #[test]
    fn many_lines_keep_their_order_on_any_number_of_threads() {
        let texts = ["", "天気は晴れである。", ARTICLE];
        let line =
            |n: usize| serde_json::json!({"id": n, "text": texts[n * n % 3]}).to_string() + "\n";
        let input: String = (0..600).map(line).collect();
        let one = run(&["classify", "--input", "jsonl", "--threads", "1"], &input);
        assert_code(&one, 0);
        assert!(lines(&one).iter().map(|value| value["id"].as_u64().unwrap()).eq(0..600));
        let many = run(&["classify", "--input", "jsonl", "--threads", "8"], &input);
        assert_eq!(many.stdout, one.stdout);
    }

    #[test]
    fn a_line_is_answered_before_the_next_is_there() {
        let mut child = command(&JSONL).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        for id in 0..5 {
            writeln!(stdin, "{{\"id\":{id},\"text\":\"\"}}").unwrap();
            stdin.flush().unwrap();
            let mut answer = String::new();
            answers.read_line(&mut answer).unwrap();
            assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }

    #[test]
    fn a_reader_that_closes_the_output_ends_the_command_quietly() {
        let mut child = command(&JSONL).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // The input never ends by itself: only the closed output can end the command.
        let feed =
            thread::spawn(move || while stdin.write_all(b"{\"id\":1,\"text\":\"\"}\n").is_ok() {});
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        answers.read_line(&mut String::new()).unwrap();
        drop(answers);
        assert_quiet_end(&mut child);
        feed.join().unwrap();
    }

    #[test]
    fn a_closed_output_ends_the_command_while_the_input_stays_open() {
        let mut child = command(&JSONL).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        drop(child.stdout.take());
        writeln!(stdin, "{{\"id\":1,\"text\":\"\"}}").unwrap();
        assert_quiet_end(&mut child);
        drop(stdin);
    }

    fn assert_quiet_end(child: &mut Child) {
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let mut message = String::new();
        child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
        assert_eq!(message, "");
    }

    #[test]
    fn several_files_follow_each_other_and_a_missing_one_is_named() {
        let folder = Folder::new();
        let first = folder.file("a.jsonl", "{\"id\":1,\"text\":\"\"}\nbad");
        let second = folder.file("b.jsonl", "{\"id\":1,\"text\":\"\"}\n");
        let missing = folder.path("missing.jsonl");
        let output = run(&["classify", "--input", "jsonl", &first, &missing, &second], "");
        assert_code(&output, 1);
        let values = lines(&output);
        let files: Vec<_> = values.iter().map(|value| value["file"].as_str().unwrap()).collect();
        assert_eq!(files, [first.as_str(), &first, &second]);
        assert_eq!((&values[1]["line"], &values[1]["id"]), (&2.into(), &Value::Null));
        let message = stderr(&output);
        assert!(message.contains(&format!("jiken: {missing}: there is no such file")), "{message}");
        assert!(message.contains(&format!("the first: {first}: line 2: ")), "{message}");
    }

    #[test]
    fn csv_names_its_failures_on_standard_error() {
        let input = "{\"id\":1,\"text\":\"\"}\nbad\n{\"id\":2}\n";
        let output = run(&["classify", "--input", "jsonl", "--format", "csv"], input);
        assert_code(&output, 1);
        assert!(stdout(&output).starts_with("source,"));
        assert_eq!(stdout(&output).lines().count(), 1);
        let messages: Vec<_> = stderr(&output).lines().collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert!(messages[0].starts_with("jiken: line 2: not a JSON object"));
        assert!(messages[1].starts_with("jiken: line 3: the object has no \"text\""));
        assert_eq!(messages[2], "jiken: 2 of 3 lines failed");
    }
}

mod usage {
    use super::*;

    #[test]
    fn a_wrong_command_line_is_refused_before_anything_is_read() {
        let cases: &[(&[&str], &str)] = &[
            (&[], "Usage: jiken"),
            (&["classify", "--format", "xml"], "possible values: text, json, jsonl, csv, markdown"),
            (&["classify", "--threads", "0"], "--threads"),
            (&["classify", "--input", "jsonl", "--format", "text"], "use --format jsonl, or csv"),
            (&["classify", "--bom"], "--bom is for --format csv only"),
            (&["classify", "--explain", "--format", "csv"], "--explain does not fit into csv"),
            (&["classify", "-", "-"], "standard input (-) can be read only once"),
            (&["tables"], "Usage: jiken tables"),
            (&["completions", "cobol"], "possible values: "),
        ];
        for (arguments, part) in cases {
            let output = run(arguments, "");
            assert_code(&output, 2);
            assert!(stderr(&output).contains(part), "{arguments:?}: {}", stderr(&output));
            assert_eq!(stdout(&output), "");
        }
    }

    #[test]
    fn the_help_documents_exit_codes_and_formats() {
        let help = run(&["classify", "--help"], "");
        assert_code(&help, 0);
        for part in ["Exit codes:", "10,000,000 bytes", "{\"id\", \"line\", \"error\"", "--tables"]
        {
            assert!(stdout(&help).contains(part), "{part} is missing from\n{}", stdout(&help));
        }
        assert!(stdout(&run(&["--help"], "")).contains("Exit codes:"));
    }

    #[test]
    fn the_version_names_the_tables() {
        let output = run(&["--version"], "");
        assert_code(&output, 0);
        let result = run(&["classify", "--format", "jsonl"], "");
        let tables = lines(&result)[0]["tables_version"].as_str().unwrap().to_owned();
        assert_eq!(
            stdout(&output),
            format!("jiken {} (tables {tables})\n", env!("CARGO_PKG_VERSION"))
        );
    }

    #[test]
    fn completions_name_the_options() {
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            let output = run(&["completions", shell], "");
            assert_code(&output, 0);
            assert!(stdout(&output).contains("explain"), "{shell}");
        }
    }

    #[test]
    fn colours_follow_the_option_and_the_terminal() {
        let folder = Folder::new();
        let file = folder.file("a.txt", ARTICLE);
        let arguments = |color| ["classify", "--color", color, &file, &file].map(str::to_owned);
        for (color, coloured) in [("auto", false), ("always", true), ("never", false)] {
            let arguments = arguments(color);
            let output = run(&arguments.each_ref().map(String::as_str), "");
            assert_eq!(stdout(&output).contains("\u{1b}["), coloured, "{color}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_output_that_cannot_be_written_ends_the_command() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child = command(&["classify"]).stdout(full).spawn().unwrap();
        drop(child.stdin.take());
        let output = child.wait_with_output().unwrap();
        assert_code(&output, 4);
        assert!(stderr(&output).starts_with("jiken: standard output: cannot be written: "));
    }
}

mod tables {
    use super::*;

    /// The names and contents of the built-in tables.
    fn built_in() -> &'static [(&'static str, &'static str)] {
        jiken::Tables::built_in_files()
    }

    #[test]
    fn a_folder_without_tables_is_refused() {
        let folder = Folder::new();
        let empty = folder.path(".");
        let missing = folder.path("missing");
        for (dir, part) in
            [(&empty, "there is no *.toml file in it"), (&missing, "cannot be read (")]
        {
            for arguments in [&["tables", "check", dir][..], &["classify", "--tables", dir]] {
                let output = run(arguments, "");
                assert_code(&output, 3);
                let message = stderr(&output);
                assert!(message.starts_with(&format!("jiken: {dir}: {part}")), "{message}");
                assert!(message.contains("jiken tables export DIR"), "{message}");
                assert_eq!(stdout(&output), "");
            }
        }
    }

    #[test]
    fn exported_tables_are_sound_and_not_overwritten_unless_forced() {
        let folder = Folder::new();
        let dir = folder.path("my/tables");
        let output = run(&["tables", "export", &dir], "");
        assert_code(&output, 0);
        assert_eq!(stdout(&output), format!("{dir}: {} files written\n", built_in().len()));
        for (name, content) in built_in() {
            assert_eq!(fs::read_to_string(Path::new(&dir).join(name)).unwrap(), *content);
        }
        let check = run(&["tables", "check", &dir], "");
        assert_code(&check, 0);
        assert!(stdout(&check).starts_with(&format!("{dir}: no errors (version builtin-")));

        let (name, _) = built_in()[0];
        let changed = Path::new(&dir).join(name);
        fs::remove_file(Path::new(&dir).join(built_in()[1].0)).unwrap();
        fs::write(&changed, "# mine").unwrap();
        let refused = run(&["tables", "export", &dir], "");
        assert_code(&refused, 4);
        assert!(
            stderr(&refused).contains(&format!("{name}: exists already, and nothing was written"))
        );
        assert_eq!(fs::read_to_string(&changed).unwrap(), "# mine");
        assert!(!Path::new(&dir).join(built_in()[1].0).exists());
        assert_code(&run(&["tables", "export", "--force", &dir], ""), 0);
        assert_ne!(fs::read_to_string(&changed).unwrap(), "# mine");
    }

    #[test]
    fn tables_of_a_folder_take_the_place_of_the_built_in_ones() {
        let folder = Folder::new();
        let causes = built_in().iter().find(|(name, _)| *name == "causes.toml").unwrap().1;
        assert!(causes.contains("\"メール誤送信\""));
        folder.file("causes.toml", causes.replace("\"メール誤送信\"", "\"宛先ちがい\""));
        let output = run(&["classify", "--tables", &folder.path(".")], ARTICLE);
        assert_code(&output, 0);
        assert!(stdout(&output).contains("宛先ちがい(確かさ "), "{}", stdout(&output));
        let built_in = run(&["classify"], ARTICLE);
        assert!(stdout(&built_in).contains("メール誤送信(確かさ "), "{}", stdout(&built_in));
    }

    #[test]
    fn broken_tables_are_refused_with_file_entry_and_message() {
        let cases = [
            ("causes.toml", "[[cause]\n", "line 1"),
            ("causes.toml", "[[cause]]\nid = \"loss\"\nweigth = 3\n", "weigth"),
            ("words.toml", "[classes]\na = 3\n", "line 2"),
            ("mine.toml", "", "causes.toml"),
        ];
        for (name, content, part) in cases {
            let folder = Folder::new();
            let path = folder.file(name, content);
            let dir = folder.0.to_str().unwrap();
            for arguments in [&["tables", "check", dir][..], &["classify", "--tables", dir]] {
                let output = run(arguments, "");
                assert_code(&output, 3);
                assert_eq!(stdout(&output), "");
                let message = stderr(&output);
                let rest = message.strip_prefix(&format!("jiken: {path}: ")).unwrap_or_else(|| {
                    panic!("{message} does not begin with the file");
                });
                assert!(
                    rest.split_once(": ").is_some_and(|(entry, _)| !entry.is_empty()),
                    "{rest}"
                );
                assert!(rest.contains(part), "{rest}");
            }
        }
    }

    #[test]
    fn every_broken_table_is_told_at_once() {
        let folder = Folder::new();
        folder.file("causes.toml", "[[cause]\n");
        folder.file("words.toml", "[classes\n");
        let output = run(&["tables", "check", folder.0.to_str().unwrap()], "");
        assert_code(&output, 3);
        for name in ["causes.toml", "words.toml"] {
            assert!(
                stderr(&output).contains(&format!("{}: ", folder.path(name))),
                "{}",
                stderr(&output)
            );
        }
    }

    #[test]
    fn a_table_that_is_not_utf8_is_named() {
        let folder = Folder::new();
        let bad = folder.file("causes.toml", b"a = \"\x83\x81\"");
        let output = run(&["tables", "check", &folder.path(".")], "");
        assert_code(&output, 3);
        assert_eq!(
            stderr(&output).replace("/./", "/"),
            format!("jiken: {bad}: byte 5: this is not UTF-8: save the file as UTF-8\n")
        );
    }
}

#[cfg(unix)]
mod readme {
    use super::*;

    /// Runs every `$ …` of the READMEs' console blocks and compares what it prints with what stands there;
    /// with JIKEN_UPDATE_GOLDEN set, writes it there.
    #[test]
    fn its_examples_are_what_the_command_prints() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in ["README.md", "README.ja.md"] {
            let readme = fs::read_to_string(folder.join(name)).unwrap();
            let mut blocks = readme.split("```console\n");
            let mut printed = blocks.next().unwrap().to_owned();
            let mut examples = 0;
            for block in blocks {
                let (example, rest) = block.split_once("```").unwrap();
                let (command, _) = example.strip_prefix("$ ").unwrap().split_once('\n').unwrap();
                let output = shell(command, folder);
                printed += &format!("```console\n$ {command}\n{output}```{rest}");
                examples += 1;
            }
            assert!(examples > 0, "{name} has examples");
            if std::env::var_os("JIKEN_UPDATE_GOLDEN").is_some() {
                fs::write(folder.join(name), printed).unwrap();
            } else {
                assert_eq!(readme, printed, "{name}: JIKEN_UPDATE_GOLDEN=1 writes it anew");
            }
        }
    }

    /// What a command line prints, on both outputs, with the tested `jiken` on the path.
    fn shell(command: &str, folder: &Path) -> String {
        let binary = Path::new(env!("CARGO_BIN_EXE_jiken")).parent().unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{command} 2>&1")]).current_dir(folder).env("PATH", path);
        stdout(&shell.output().unwrap()).to_owned()
    }
}
