//! `jiken classify`: sources in, rendered results out, through the pipeline.

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    thread,
};

use jiken::{Classifier, OffsetUnit};

use crate::command::{
    arguments::{Classify, Format, Input},
    document::{Document, Found, Origin},
    failure::{Failure, Problem},
    input::{Lines, MAX_LINE_BYTES, Source, parse_line, read_lines},
    names::Names,
    pipeline::{self, Sink},
    progress::Progress,
    render::{Frame, Renderer},
    tables,
};

/// Classifies what the options name; true where some of it failed.
pub fn run(options: &Classify) -> Result<bool, Failure> {
    let format = options.checked_format().map_err(Failure::Usage)?;
    let tables = tables::load(options.tables.as_deref())?;
    let names = Names::new(&tables);
    let classifier = tables::classifier(tables, options.tables.as_deref())?;
    let sources = Source::from_paths(&options.files);
    if sources.contains(&Source::Standard) && io::stdin().is_terminal() {
        super::say("reading standard input; end it with Ctrl-D (Ctrl-Z on Windows)");
    }

    let several = sources.len() > 1;
    let renderer = Renderer::new(format, names, several, options.bom);
    let total = sources.iter().map(Source::length).sum();
    let mut output = Output::new(format, renderer.frame(), total);
    let worker = Worker { classifier, renderer, explain: options.explain };
    let threads = options
        .threads
        .unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));

    let written = match options.input {
        Input::Text => pipeline::run(
            threads,
            |give| {
                sources.into_iter().all(give);
            },
            move |source| worker.whole(&source),
            &mut output,
        ),
        Input::Jsonl => pipeline::run(
            threads,
            move |give| give_lines(sources, several, give),
            move |job| worker.lines(job),
            &mut output,
        ),
    };
    let written = written.and_then(|()| output.finish());
    output.summarise(options.input);
    match written.map_err(Failure::from) {
        Ok(()) | Err(Failure::ClosedPipe) => Ok(output.failed > 0),
        Err(failure) => Err(failure),
    }
}

/// Some lines of a source, or why there are no more.
struct LinesJob {
    /// The source's label, where there are several.
    file: Option<String>,
    lines: Result<Lines, (String, Problem)>,
}

fn give_lines(sources: Vec<Source>, several: bool, give: &mut dyn FnMut(LinesJob) -> bool) {
    for source in sources {
        let file = several.then(|| source.label());
        let mut wanted = true;
        let read = source.open().and_then(|input| {
            read_lines(input, |lines| {
                wanted = give(LinesJob { file: file.clone(), lines: Ok(lines) });
                wanted
            })
        });
        if let Err(problem) = read {
            wanted = give(LinesJob { file, lines: Err((source.label(), problem)) });
        }
        if !wanted {
            return;
        }
    }
}

/// What the threads share.
struct Worker {
    classifier: Classifier,
    renderer: Renderer,
    explain: bool,
}

/// What came of one job.
#[derive(Default)]
struct Piece {
    /// The rendered documents.
    bytes: Vec<u8>,
    /// How many texts there were.
    texts: u64,
    /// What failed, each as a message.
    failures: Vec<String>,
    /// Whether the output itself tells of the failures, so that a summary is enough.
    told: bool,
    /// How many bytes of input it came from.
    read: u64,
}

impl Worker {
    /// A whole file.
    fn whole(&self, source: &Source) -> Piece {
        let mut piece = Piece::default();
        let result = source.read_text().and_then(|text| {
            piece.read = text.len() as u64;
            self.classify(&text)
        });
        self.render(Document { origin: Origin::File(source.label()), result }, &mut piece);
        piece
    }

    /// Some lines.
    fn lines(&self, job: LinesJob) -> Piece {
        let mut piece = Piece { told: self.renderer.shows_problems(), ..Piece::default() };
        match job.lines {
            Ok(Lines::Whole { first, bytes }) => {
                piece.read = bytes.len() as u64;
                for (line, bytes) in (first..).zip(bytes.split(|&byte| byte == b'\n')) {
                    if !bytes.trim_ascii().is_empty() {
                        self.line(job.file.clone(), line, bytes, &mut piece);
                    }
                }
            }
            Ok(Lines::Overlong { line }) => {
                let problem = Problem::new(
                    "line_too_long",
                    format!(
                        "the line is longer than {MAX_LINE_BYTES} bytes, the limit: split its text \
                         and classify the parts"
                    ),
                );
                let origin = Origin::Record { id: None, line, file: job.file };
                self.render(Document { origin, result: Err(problem) }, &mut piece);
            }
            Err((label, problem)) => {
                piece.told = false;
                piece.failures.push(format!("{label}: {}", problem.message));
            }
        }
        piece
    }

    fn line(&self, file: Option<String>, line: u64, bytes: &[u8], piece: &mut Piece) {
        let (id, result) = match parse_line(bytes) {
            Ok(record) => (record.id, self.classify(&record.text)),
            Err((id, problem)) => (id, Err(problem)),
        };
        self.render(Document { origin: Origin::Record { id, line, file }, result }, piece);
    }

    fn classify(&self, text: &str) -> Result<Found, Problem> {
        let unit = OffsetUnit::CodePoint;
        guarded(|| {
            if self.explain {
                let explanation = self.classifier.explain(text)?.with_offsets(text, unit);
                Ok(Found {
                    analysis: explanation.analysis,
                    firings: Some(explanation.firings),
                    decisions: Some(explanation.decisions),
                    passages: Some(explanation.passages),
                })
            } else {
                let analysis = self.classifier.classify(text)?.with_offsets(text, unit);
                Ok(Found { analysis, firings: None, decisions: None, passages: None })
            }
        })
    }

    fn render(&self, document: Document, piece: &mut Piece) {
        piece.texts += 1;
        piece.bytes.extend(self.renderer.document(&document));
        if let Err(problem) = &document.result {
            piece.failures.push(format!("{}: {}", document.label(), problem.message));
        }
    }
}

/// A defect that one text brings to light must not cost the others their results.
fn guarded<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    // Nothing is kept between texts, so nothing can be left half done.
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message =
            "jiken itself failed on this text: please report it, with a text that shows it";
        Err(Problem::new("internal", message))
    })
}

/// Standard output, standard error and what is known at the end.
struct Output {
    writer: Box<dyn Write>,
    frame: Frame,
    begun: bool,
    progress: Progress,
    texts: u64,
    failed: u64,
    /// The first failure that only the output tells of.
    first_untold: Option<String>,
}

impl Output {
    fn new(format: Format, frame: Frame, total: Option<u64>) -> Self {
        let writer: Box<dyn Write> = match format {
            // Only what a person reads is coloured; the stream drops colours that are not wished for.
            Format::Text => Box::new(BufWriter::new(anstream::stdout())),
            _ => Box::new(BufWriter::new(io::stdout())),
        };
        Self {
            writer,
            frame,
            begun: false,
            progress: Progress::new(total),
            texts: 0,
            failed: 0,
            first_untold: None,
        }
    }

    /// Ends the output.
    fn finish(&mut self) -> io::Result<()> {
        if !self.begun {
            self.writer.write_all(&self.frame.opening)?;
        }
        self.writer.write_all(self.frame.closing.as_bytes())?;
        self.writer.flush()
    }

    /// Says in the end how many lines failed.
    fn summarise(&mut self, input: Input) {
        self.progress.finish();
        if input == Input::Jsonl && self.failed > 0 {
            let first = self.first_untold.as_ref();
            let first = first.map_or_else(String::new, |first| format!("; the first: {first}"));
            let Self { texts, failed, .. } = self;
            super::say(&format!("{failed} of {texts} lines failed{first}"));
        }
    }
}

impl Sink<Piece> for Output {
    fn take(&mut self, piece: Piece) -> io::Result<()> {
        self.texts += piece.texts;
        self.failed += piece.failures.len() as u64;
        self.progress.advance(piece.read);
        if piece.told {
            self.first_untold = self.first_untold.take().or(piece.failures.into_iter().next());
        } else {
            piece.failures.iter().for_each(|failure| self.progress.say(failure));
        }
        if !piece.bytes.is_empty() {
            if self.begun {
                self.writer.write_all(self.frame.separator.as_bytes())?;
            } else {
                self.writer.write_all(&self.frame.opening)?;
                self.begun = true;
            }
            self.writer.write_all(&piece.bytes)?;
        }
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_problem_of_its_text_alone() {
        let result = guarded::<()>(|| panic!("a defect, made for this test"));
        assert_eq!(result.unwrap_err().code, "internal");
        assert_eq!(guarded(|| Ok(7)).unwrap(), 7);
    }
}
