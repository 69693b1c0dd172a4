//! A theme's modules, joined into scripts that mean the same, and their mistakes.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::javascript::syntax_errors;
use wuzha::base::rules::Rule;
use wuzha::base::source::line_column;
use wuzha::theme::scripts::join;

use crate::support::site::{config, html, plain};

type Files = [(&'static str, &'static str)];

/// The script of the entry `a.js`, which must be one that browsers can parse.
fn joined(files: &Files) -> String {
    let modules = files.iter().copied().collect();
    let scripts = join(&modules).unwrap_or_else(|found| panic!("{}", report(files, &found)));
    let script = scripts.into_iter().find(|script| script.name == "a").expect("a.js").script;
    let wrong = syntax_errors(Rule::Theme, &Arc::from("a.js"), &script);
    assert!(wrong.is_empty(), "{wrong:?}\n{script}");
    script
}

/// What is between the first and the last line of the script.
fn body(files: &Files) -> String {
    let script = joined(files);
    let inner = script.strip_prefix("(() => {\n'use strict';\n").expect("the beginning");
    inner.strip_suffix("})();\n").expect("the end").to_owned()
}

/// The mistakes, a line each: `a.js:1:1: message`.
fn wrong(files: &Files) -> String {
    let modules = files.iter().copied().collect();
    report(files, &join(&modules).expect_err("mistakes"))
}

fn report(files: &Files, found: &[Diagnostic]) -> String {
    let line = |one: &Diagnostic| {
        let (_, text) = files.iter().find(|(path, _)| **path == *one.file).expect("a file");
        let at = line_column(text, one.span.start);
        assert!(one.hint.ends_with(['.', '?']), "{one:?}");
        format!("{}:{}:{}: {}\n", one.file, at.line, at.column, one.message)
    };
    found.iter().map(line).collect()
}

/// What Node.js prints, line by line, when it runs the script of `a.js` as a browser would.
fn run(files: &Files) -> Vec<String> {
    let mut node = Command::new("node")
        .args(["--input-type=commonjs", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js");
    let program = format!(
        "globalThis.self = globalThis;\nconst print = (x) => console.log(JSON.stringify(x));\n{}",
        joined(files)
    );
    node.stdin.take().expect("a pipe").write_all(program.as_bytes()).expect("written");
    let output = node.wait_with_output().expect("an end");
    assert!(output.status.success(), "{program}");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn each_module_comes_once_and_behind_what_it_imports() {
    let files = [
        (
            "a.js",
            "// About.\nimport { b } from './b/b.js';\nimport { c } from './c.js';\n\
             export const a = () => b(c);\n",
        ),
        (
            "b/b.js",
            "import { c } from '../c.js';\n/** Twice\n * over. */\nexport function b(x) {\n\n  \
             return c + x; // enough\n}\n",
        ),
        ("c.js", "export const c = 1;\n"),
    ];
    let expected = "(() => {\n'use strict';\nconst c = 1;\nfunction b(x) {\n  return c + x; // \
                    enough\n}\nconst a = () => b(c);\nself.wuzha = \
                    Object.assign(self.wuzha || {}, { a });\n})();\n";
    assert_eq!(joined(&files), expected);
}

#[test]
fn strings_and_templates_stay_as_they_are() {
    let text = "const a = `\n\n// no comment\n  /* nor this */\nimport nothing\n\n\
                export const ${\n  // a comment\n  1\n}\n`;\nconst b = '\\\n\\\n// no comment\\\n';\n";
    let kept = "const a = `\n\n// no comment\n  /* nor this */\nimport nothing\n\n\
                export const ${\n  1\n}\n`;\nconst b = '\\\n\\\n// no comment\\\n';\n";
    assert_eq!(body(&[("a.js", text)]), kept);
}

#[test]
fn lines_of_comments_are_left_out_but_not_licences_nor_what_shares_a_line() {
    let text = "#!/usr/bin/env node\n/* a */ // b\n\n/*! MIT */\nlet x = 1; /* from\n\n to */ \
                x++; // then\n  /* alone\n   * in its lines */\n/* here\n too */ x--;\nx = /[/*]/;\n";
    let kept = "/*! MIT */\nlet x = 1; /* from\n\n to */ x++; // then\n/* here\n too */ x--;\nx = \
                /[/*]/;\n";
    assert_eq!(body(&[("a.js", text)]), kept);
}

#[test]
fn imports_and_exports_of_every_form_mean_what_they_mean_in_modules() {
    let files = [
        (
            "a.js",
            "import './effect.js';\n\
             import whole, {\n  one, // the first\n  two as second,\n} from './b.js'; // all\n\
             import { default as made, 'a-b' as dashed } from './b.js';\n\
             import * as tools from './c.js';\n\
             import Box from './box.js';\n\
             import list from './list.js'\n\
             export { one, second as deux };\n\
             export * from './c.js';\n\
             export * as c from './c.js';\n\
             export { default as Box, width } from './box.js';\n\
             export let count = 0, [first, { deep = 3 }] = [1, {}];\n\
             export async function* numbers() {}\n\
             export default class extends Box {}\n\
             const object = { second, one };\n\
             ({ second: count, other: count = one } = { second });\n\
             print([whole(), made === whole, one, object, dashed, count, deep, first]);\n\
             print([tools.up(), tools.up(), tools.level, Object.keys(tools)]);\n\
             print([new Box().width, list]);\n",
        ),
        (
            "b.js",
            "export default function () {\n  return 'whole';\n}\n\
             export const one = 1, two = 2;\nconst ab = 'dashed';\nexport { ab as 'a-b' };\n",
        ),
        ("c.js", "export let level = 0;\nexport const up = () => (level += 1);\n"),
        (
            "box.js",
            "export { w as width };\nvar w = 5;\n\
             export default class {\n  width = w;\n}\n",
        ),
        ("list.js", "export default [1, 2]\n"),
        ("effect.js", "print('effect')\n"),
    ];
    let expected = [
        "\"effect\"",
        "[\"whole\",true,1,{\"second\":2,\"one\":1},\"dashed\",1,3,1]",
        "[1,2,2,[\"level\",\"up\"]]",
        "[5,[1,2]]",
    ];
    assert_eq!(run(&files), expected);
    let script = joined(&files);
    let last = script.lines().rev().nth(1).expect("a line");
    let exported = "self.wuzha = Object.assign(self.wuzha || {}, { one, deux: two, c, Box: \
                    defaultExport$2, width: w, count, first, deep, numbers, default: \
                    defaultExport$4, level, up });";
    assert_eq!(last, exported);
}

#[test]
fn names_that_clash_are_changed_wherever_they_are_used_and_nowhere_else() {
    let files = [
        (
            "a.js",
            "import { most, pick as most$2, open as start } from './b.js';\n\
             import { label } from './c.js';\n\
             const list = [1], title = 'a';\n\
             var again = 1; var again = 2;\n\
             function show(title) {\n  const open = () => title;\n  return [open(), start()];\n}\n\
             class Item {\n  static list = list;\n}\n\
             print([most, most$2({ list: [7] }), show('x'), Item.list, title, again, label()]);\n\
             print(typeof parseInt);\n",
        ),
        (
            "b.js",
            "const list = [2, 3];\nlet title;\n[title = 'b'] = [];\n\
             export const most = list.length;\n\
             export const pick = ({ list }) => ({ list, title, again });\n\
             export function open() {\n  return list.map((x) => ({ list: x }));\n}\n\
             const { length: again } = list;\nclass Item {}\nconst parseInt = Item;\n",
        ),
        (
            "c.js",
            "const { title = 'c', list } = {};\nlet again;\n({ again } = { again: title });\n\
             export const label = () => ({ title, list, again, is: parseInt('7') });\n",
        ),
    ];
    let expected = [
        "[2,{\"list\":[7],\"title\":\"b\",\"again\":2},[\"x\",[{\"list\":2},{\"list\":3}]],[1],\
         \"a\",2,{\"title\":\"c\",\"again\":\"c\",\"is\":7}]",
        "\"function\"",
    ];
    assert_eq!(run(&files), expected);
}

#[test]
fn a_statement_does_not_go_on_with_that_of_another_module() {
    let files = [
        (
            "a.js",
            "import './b.js'\nlet x = print\nimport './c.js'\n(print)('a')\nexport { x }\n`t`\n",
        ),
        ("b.js", "const b = print"),
        (
            "c.js",
            "[1].map((x) => print(x))\nconst d = 2\nexport { d }\n/1/.test('1') && print('c')\n",
        ),
    ];
    assert_eq!(run(&files), ["1", "\"c\"", "\"a\""]);
}

#[test]
fn modules_may_import_each_other() {
    let files = [
        (
            "a.js",
            "import { odd } from './b.js';\nexport const start = 0;\n\
             export const even = (n) => n === start || odd(n - 1);\nprint(even(4));\n",
        ),
        (
            "b.js",
            "import { even, start } from './a.js';\nimport * as a from './a.js';\n\
             export function odd(n) {\n  return n !== start && a.even(n - 1) === even(n - 1);\n}\n",
        ),
    ];
    assert_eq!(run(&files), ["true"]);
}

#[test]
fn a_value_that_is_read_before_it_is_there_is_shown() {
    let files = [
        ("a.js", "import { b } from './b.js';\nexport const a = () => b;\n"),
        (
            "b.js",
            "import { a } from './a.js';\nexport const b = () => a();\nconst c = b && a;\n\
             class B {\n  late = a;\n  static now = a;\n}\n",
        ),
    ];
    let expected = "b.js:3:16: `a` has no value yet: this module and `a.js` import each other\n";
    assert_eq!(wrong(&files), expected);
}

#[test]
fn every_mistake_of_every_script_is_shown_at_once() {
    let files = [
        (
            "a.js",
            "import { b, c } from './b.js';\nimport x from './b.js';\n\
             import { d } from './folder/d.js';\nimport lit from 'lit';\n\
             import './f.js';\nimport data from './data.json' with { type: 'json' };\n\
             b = 2;\nexport { nothing };\nexport { c as e } from './b.js';\n",
        ),
        ("b.js", "export let b = 1;\n"),
        ("early.js", "let x;\nlet x;\nconst re = /(/;\n"),
        ("folder/d.js", "export const d = ;\n"),
        ("library/old.js", "var v = 1;\nvar v = 2;\nif (\n"),
        ("library/new.js", "import './anything.js';\nexport const v = 1;\n"),
        ("worker.js", "const a = 'x;\n"),
    ];
    let expected = "\
a.js:1:13: `b.js` does not export `c`
a.js:2:8: `b.js` does not export `default`
a.js:4:17: `lit` is not a script of the theme
a.js:5:8: `./f.js` is not a script of the theme
a.js:6:18: `./data.json` is not a script of the theme
a.js:7:1: `b` is imported: only `b.js` can give it another value
a.js:8:10: The script cannot be parsed: Export 'nothing' is not defined
a.js:9:10: `b.js` does not export `c`
early.js:2:5: The script cannot be parsed: Identifier `x` has already been declared
early.js:3:13: The script cannot be parsed: Invalid regular expression: Unterminated capturing group
folder/d.js:1:18: The script cannot be parsed: Unexpected token
library/old.js:4:1: The script cannot be parsed: Unexpected token
worker.js:1:11: The script cannot be parsed: Unterminated string
";
    assert_eq!(wrong(&files), expected);
}

#[test]
fn what_only_a_module_could_do_is_shown() {
    let files = [(
        "a.js",
        "const here = import.meta.url;\nawait here;\nfor await (const x of here) ;\n\
         this.x = () => this;\nclass A {\n  y = this;\n  static {\n    this.z = 1;\n  }\n}\n\
         import('./b.js');\nimport(here);\nconst f = async () => await this;\n",
    )];
    let expected = "\
a.js:1:14: `import.meta` does not exist in a joined script
a.js:2:1: `await` outside a function
a.js:3:1: `await` outside a function
a.js:4:1: `this` is undefined outside of a function
a.js:4:16: `this` is undefined outside of a function
a.js:11:1: A module of the theme cannot be imported while the page is open
a.js:13:29: `this` is undefined outside of a function
";
    assert_eq!(wrong(&files), expected);
}

#[test]
fn what_browsers_do_not_know_yet_is_shown() {
    let expected = "a.js:1:11: The script cannot be parsed: Unexpected JSX expression\n";
    assert_eq!(wrong(&[("a.js", "const a = <b>no</b>;\n")]), expected);
    let files = [
        ("a.js", "@sealed class A {\n  accessor x = 1;\n}\nimport source b from './b.js';\n"),
        ("b.js", "export default 1;\n"),
    ];
    let expected = "\
a.js:1:1: Browsers cannot parse decorators
a.js:2:3: Browsers cannot parse `accessor` fields
a.js:4:1: Browsers cannot parse import phases
";
    assert_eq!(wrong(&files), expected);
}

/// What phones of 2018 would refuse, in a script of a theme.
#[test]
fn what_phones_of_2018_do_not_know_is_shown() {
    let site = |script: &str| {
        let theme = "-- themes/mine/theme.toml --\nextends = \"default\"\n";
        let file = format!("-- themes/mine/static/own/own.js --\n{script}\n");
        let text = config("theme = \"mine\"") + &plain("about").to_string() + theme + &file;
        html(&text).diagnostics_short()
    };
    for (script, what) in [
        ("export const a = self.b?.c;", "`?.`"),
        ("export const a = self.b ?? 1;", "`??`"),
        ("let a; a ??= 1; export { a };", "`??=`"),
        ("let a; a ||= 1; export { a };", "`||=`"),
        ("export const a = { ...self.b };", "`...` in an object"),
        ("export const { a, ...b } = self.c;", "`...` in an object"),
        ("let a; ({ ...a } = self.c); export { a };", "`...` in an object"),
        ("try { self.a(); } catch { self.b(); }", "`catch` without a name"),
        ("export class A { b = 1; }", "fields of classes"),
        ("export class A { #b() {} }", "fields of classes"),
        ("export const a = 10n;", "large integers"),
        ("export const a = 20_000;", "`_` in a number"),
        (
            "export const a = async () => { for await (const b of self.c) self.d(b); };",
            "`for await`",
        ),
        ("export async function* a() { yield 1; }", "asynchronous generators"),
        ("export const a = /\\p{L}/u;", "this pattern"),
        ("export const a = /b/s;", "this pattern"),
        ("export const a = /(?<=b)c/;", "this pattern"),
        ("export const a = globalThis.b;", "`globalThis`"),
        ("export const a = [1].at(-1);", "`at()`"),
        ("export const a = 'b'.replaceAll('b', 'c');", "`replaceAll()`"),
        ("export const a = structuredClone(self.b);", "`structuredClone()`"),
    ] {
        let found = site(script);
        let expected = format!("error[theme] Phones of 2018 do not know {what}");
        assert!(found.contains(&expected), "{script}: {found}");
        assert!(found.starts_with("themes/mine/static/own/own.js:1:"), "{found}");
    }
    let plain = "export const a = [...self.b].map(async (c) => (await c) ** 2);\n\
                 export const d = Object.assign({}, { e: /f(?:g)(?=h)/u });\n\
                 try { self.a(); } catch (_) { self.at = 1; }";
    assert_eq!(site(plain), "");
}

#[test]
fn scripts_that_are_published_as_they_are_can_be_parsed() {
    let site = |files: &str| {
        let theme = "-- themes/mine/theme.toml --\nextends = \"default\"\n";
        let text = config("theme = \"mine\"") + &plain("about").to_string() + theme + files;
        html(&text).diagnostics_short()
    };
    let right = "-- themes/mine/static/library/old.js --\nvar v = 1;\nvar v = 2;\n\
                 -- themes/mine/static/library/new.mjs --\nexport const v = 1;\n";
    assert_eq!(site(right), "");
    let in_theme = "-- themes/mine/static/early.js --\nlet x = ;\n\
                    -- themes/mine/static/library/old.js --\nif (\n";
    let expected = "\
themes/mine/static/early.js:1:9: error[theme] The script cannot be parsed: Unexpected token
themes/mine/static/library/old.js:2:1: error[theme] The script cannot be parsed: Unexpected token
";
    assert_eq!(site(in_theme), expected);
    // A site's own scripts belong to a theme.
    let in_site = site("-- static/own.js --\nlet x;\n-- static/own.mjs --\nlet y;\n");
    assert_eq!(in_site.matches("error[unsafe-file]").count(), 2, "{in_site}");
}
