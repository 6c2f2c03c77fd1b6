//! A small static server for localhost: the built page with right types and a strict policy.

use std::fs::File;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};
use tiny_http::{Header, Method, Request, Response, Server};

const PORT: u16 = 8080;
/// How many ports are tried when none was asked for.
const TRIES: u16 = 20;
const THREADS: usize = 4;

/// What the page may do: run its own files and WebAssembly, and nothing else. One directive a line; the
/// page's tests read the same file.
const POLICY: &str = include_str!("../../www/content-security-policy.txt");

/// Serves a folder on localhost until the program is ended.
pub fn serve(folder: &Path, port: Option<u16>) -> Result<()> {
    let listener = listen(port)?;
    println!("\nhttp://localhost:{}/\n(Ctrl+C ends it)", listener.local_addr()?.port());
    answer(listener, folder)
}

/// A listener on the port asked for, or on the first free one from the default on.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).with_context(|| {
            format!("port {port} cannot be had; without --port the next free one is taken")
        });
    }
    for port in PORT..PORT + TRIES {
        match bind(port) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                println!("port {port} is taken; trying the next");
            }
            Err(error) => return Err(error).with_context(|| format!("port {port} cannot be had")),
        }
    }
    bail!("the ports {PORT} to {} are all taken: name a free one with --port", PORT + TRIES - 1)
}

fn answer(listener: TcpListener, folder: &Path) -> Result<()> {
    let server = Server::from_listener(listener, None)
        .map_err(|error| anyhow::anyhow!("the server cannot start: {error}"))?;
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    respond(request, folder);
                }
            });
        }
    });
    Ok(())
}

/// Answers one request; a visitor who has gone away is no error.
fn respond(request: Request, folder: &Path) {
    let plain =
        |status: u16, text: &str| Response::from_string(text).with_status_code(status).boxed();
    let (response, kind, cache) = match file(folder, request.url()) {
        _ if !matches!(request.method(), Method::Get | Method::Head) => (
            plain(405, "only GET and HEAD are answered\n"),
            "text/plain; charset=utf-8",
            "no-store",
        ),
        Some((file, path)) => (
            Response::from_file(file).boxed(),
            media_type(&path),
            // Names below assets/ carry a hash of their content.
            if request.url().starts_with("/assets/") {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        ),
        None => (plain(404, "there is no such file\n"), "text/plain; charset=utf-8", "no-store"),
    };
    let policy = policy();
    let headers = [
        ("Content-Type", kind),
        ("Cache-Control", cache),
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ];
    let response = headers.into_iter().fold(response, |response, (name, value)| {
        response.with_header(Header::from_bytes(name, value).expect("the header is ASCII"))
    });
    let _ = request.respond(response);
}

fn policy() -> String {
    POLICY.lines().collect::<Vec<_>>().join("; ")
}

/// The file that an address names, within the folder.
fn file(folder: &Path, url: &str) -> Option<(File, PathBuf)> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = if path.is_empty() { "index.html" } else { path };
    // The build's names are of letters, digits and "-_." alone: all else is no file's.
    let safe = |part: &str| {
        !part.starts_with('.')
            && !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    if !path.split('/').all(safe) {
        return None;
    }
    let path = folder.join(path);
    path.is_file().then(|| File::open(&path).ok())?.map(|file| (file, path))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::LazyLock;

    use super::*;

    /// Sends one request to a server of its own and returns the whole answer.
    fn ask(request: &str) -> String {
        static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
            let folder = crate::root().join("target/xtask-serve");
            fs::create_dir_all(folder.join("assets")).unwrap();
            fs::write(folder.join("index.html"), "<p>事件</p>").unwrap();
            fs::write(folder.join("assets/a-1.wasm"), b"\0asm").unwrap();
            folder
        });
        let listener = listen(Some(0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || answer(listener, &FOLDER));
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{request} HTTP/1.0\r\nHost: localhost\r\n\r\n").unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        String::from_utf8(all).unwrap()
    }

    #[test]
    fn the_page_comes_with_its_type_and_the_policy() {
        let answer = ask("GET /?from=link");
        assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
        assert!(answer.contains("Content-Type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(policy().starts_with("default-src 'none'; "));
        assert!(answer.contains(&format!("Content-Security-Policy: {}\r\n", policy())), "{answer}");
        assert!(answer.ends_with("<p>事件</p>"), "{answer}");
    }

    #[test]
    fn the_documents_give_the_policy_under_which_the_page_is_tested() {
        // In docs/ once by itself and once for each server.
        for (name, times) in [
            ("README.md", 1),
            ("README.ja.md", 1),
            ("docs/embedding.md", 4),
            ("docs/embedding.ja.md", 4),
        ] {
            let text = fs::read_to_string(crate::root().join(name)).unwrap();
            let line = format!("\nContent-Security-Policy: {}\n", policy());
            assert!(text.contains(&line), "{name} lacks {line}");
            assert_eq!(text.matches(&policy()).count(), times, "{name}");
        }
    }

    #[test]
    fn webassembly_is_served_as_such_and_a_hashed_name_for_good() {
        let answer = ask("GET /assets/a-1.wasm");
        assert!(answer.contains("Content-Type: application/wasm\r\n"), "{answer}");
        assert!(answer.contains("immutable"), "{answer}");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for url in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/assets", "/none.js", "/a\\b"]
        {
            let answer = ask(&format!("GET {url}"));
            assert!(answer.starts_with("HTTP/1.0 404"), "{url}: {answer}");
        }
        assert!(ask("POST /").starts_with("HTTP/1.0 405"));
    }

    #[test]
    fn a_port_that_is_taken_is_named() {
        let taken = listen(Some(0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = listen(Some(port)).unwrap_err().to_string();
        assert!(error.contains(&port.to_string()), "{error}");
    }
}
