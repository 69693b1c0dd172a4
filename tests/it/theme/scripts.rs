//! Do a theme's modules become one script that means the same?

use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::source::Span;
use wuzha::theme::scripts::join;

fn joined(modules: &[(&'static str, &'static str)], entry: &str) -> Result<String, Diagnostic> {
    Ok(join(&modules.iter().copied().collect(), entry)?.script)
}

#[test]
fn a_script_holds_its_modules_each_once_and_behind_what_it_needs() {
    let modules = [
        (
            "a/a.js",
            "// About.\nimport { b } from './b.js';\nimport { c } from '../c.js';\nexport const a = () => b(c);\n",
        ),
        (
            "a/b.js",
            "import { c } from '../c.js';\n/** Twice\n * over. */\nexport function b(x) {\n  return c + x;\n}\n",
        ),
        ("c.js", "export const c = 1;\n"),
    ];
    let expected = "(() => {\n'use strict';\nconst c = 1;\nfunction b(x) {\n  return c + x;\n}\n\
                    const a = () => b(c);\nglobalThis.wuzha = { ...globalThis.wuzha, a };\n})();\n";
    assert_eq!(joined(&modules, "a/a.js").unwrap(), expected);
}

#[test]
fn an_import_of_nothing_is_shown() {
    let error =
        joined(&[("a.js", "const x = 1;\nimport { b } from './b.js';\n")], "a.js").unwrap_err();
    assert_eq!((&*error.file, error.span.clone()), ("a.js", Span::new(13..40)));
}

#[test]
fn a_name_declared_twice_is_shown() {
    let modules = [
        ("a.js", "import { b } from './b.js';\nconst MOST = b;\n"),
        ("b.js", "export function b() {}\nconst MOST = 2;\n"),
    ];
    let error = joined(&modules, "a.js").unwrap_err();
    assert_eq!(
        (&*error.file, &*error.message),
        ("a.js", "`MOST` is declared at the top of `b.js` too")
    );
}
