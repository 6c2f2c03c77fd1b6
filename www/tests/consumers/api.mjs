// Writes what `docs/api.md` says: the package's types, for people. `npm run api` puts it there; a test says when
// the file is stale.

import { readFileSync } from "node:fs";
import ts from "typescript";

const WWW = new URL("../../", import.meta.url);
const HEAD = `# The npm package's interface

<!-- Generated from www/package/*.d.ts and www/src/analysis.ts; to write it anew:
npm run api in www/tests/consumers -->

How to install the package and what bundlers need: its [README](../www/package/README.md). How to embed the element:
[embedding.md](embedding.md).
`;

const PARTS = [
  [
    "The element",
    "package/element.d.ts",
    'Entry `jiken/element`. `import "jiken/element"`, or a script element with the address of `element.js`, defines it.',
  ],
  [
    "The client",
    "package/index.d.ts",
    "Entry `jiken`; in Node.js, Deno and Bun the same is `jiken/node`, too.",
  ],
  [
    "The result",
    "src/analysis.ts",
    "The types of what a text says; they come from the Rust structs.",
  ],
];

/** The whole file. */
function apiMarkdown() {
  const parts = PARTS.map(([title, file, about]) => {
    const text = readFileSync(new URL(file, WWW), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return [
      `## ${title}\n`,
      `${about}\n`,
      ...source.statements.flatMap(declaration).filter(Boolean),
    ].join("\n");
  });
  return [HEAD, ...parts].join("\n");
}

/** A declaration as a section; none for what only helps the compiler. */
function declaration(node) {
  const title = (name) => `### \`${name}\`\n`;
  if (ts.isFunctionDeclaration(node)) {
    return [title(`${node.name?.text}()`), block(node.getText()), paragraph(docOf(node))];
  }
  if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
    const kind = ts.isClassDeclaration(node) ? heritage(node) : "";
    return [title(node.name?.text ?? ""), paragraph(docOf(node)), kind, members(node.members)];
  }
  if (ts.isTypeAliasDeclaration(node)) {
    const { name, type } = node;
    if (ts.isTypeLiteralNode(type)) {
      return [title(name.text), paragraph(docOf(node)), members(type.members)];
    }
    const values = ts.isUnionTypeNode(type) ? documentedValues(type) : null;
    return [
      title(name.text),
      paragraph(docOf(node)),
      values ?? block(`type ${name.text} = ${plain(type)};`),
    ];
  }
  return [];
}

function heritage(node) {
  const text = (node.heritageClauses ?? []).map((clause) => clause.getText()).join(" ");
  return text === "" ? "" : `\`${text}\`\n`;
}

function members(list) {
  const rows = list.flatMap((member) => {
    if (ts.isConstructorDeclaration(member)) return [];
    const name = member.name?.getText().replace(/^"(.*)"$/, "$1") ?? "";
    // What only narrows the browser's own.
    if (name === "addEventListener") return [];
    const optional = "questionToken" in member && member.questionToken ? "?" : "";
    if (ts.isMethodSignature(member) || ts.isMethodDeclaration(member)) {
      const parameters = member.parameters.map((one) => plain(one)).join(", ");
      const returned = member.type ? plain(member.type) : "void";
      return [[`${name}(${parameters})`, returned, docOf(member)]];
    }
    if (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) {
      return [[`${name}${optional}`, member.type ? plain(member.type) : "", docOf(member)]];
    }
    throw new Error(`the documentation does not know this member: ${member.getText()}`);
  });
  return table(["name", "type", "meaning"], rows, 2);
}

/** A union whose values are documented one by one; null where they are not. */
function documentedValues(type) {
  const text = type.getSourceFile().text;
  let end = type.getFullStart();
  const rows = type.types.map((value) => {
    const doc = comment(text.slice(end, value.getStart()));
    end = value.end;
    return [value.getText().replaceAll('"', ""), doc];
  });
  return rows.every(([, doc]) => doc === "") ? null : table(["value", "meaning"], rows, 1);
}

/** The first `code` columns are code. */
function table(head, rows, code) {
  const cells = rows.map((row) =>
    row.map((cell, at) => {
      const shown = at < code && cell !== "" ? `\`${cell}\`` : cell;
      return shown.replaceAll("|", "\\|").replace(/\s+/g, " ");
    }),
  );
  return `${[head, head.map(() => "---"), ...cells].map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
}

/** A node's text in one line, without the comments within. */
function plain(node) {
  return node
    .getText()
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/^\| /, "");
}

function block(code) {
  return `\`\`\`ts\n${code}\n\`\`\`\n`;
}

function paragraph(text) {
  return text === "" ? "" : `${text}\n`;
}

function docOf(node) {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return docs.map((doc) => comment(doc.getText())).join(" ");
}

/** A documentation comment's words, a paragraph a line. */
function comment(text) {
  const words = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  return (
    words
      .replace(/^\s*\* ?/gm, "")
      .replace(/\{@link (?:\w+\.)*?(\w+)(?:\.\w+)?\}/g, (link, name) => {
        const shown = link.slice("{@link ".length, -1);
        return `[\`${shown}\`](#${name.toLowerCase()})`;
      })
      // Rust's links into its own documentation.
      .replace(/\[(`[^`\]]+`)\](?:\(crate::[^)]*\))?(?!\()/g, "$1")
      .split(/\n\s*\n/)
      .map((part) => part.replace(/\s+/g, " ").trim())
      .join("\n\n")
  );
}

process.stdout.write(apiMarkdown());
