//! Is everything that is built in what `deny.toml` allows? As much of it as can be told without
//! asking anybody; `make deny` asks, about known weaknesses too.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value as Json;
use spdx::{Expression, Licensee, ParseMode};
use toml::Table;

use crate::support::site::package;

const REGISTRY: &str = "https://github.com/rust-lang/crates.io-index";

fn read(name: &str) -> String {
    std::fs::read_to_string(package().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn table(name: &str) -> Table {
    read(name).parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table
        .get(key)
        .and_then(|value| value.as_str())
        .unwrap_or_else(|| panic!("no `{key}` in {table:?}"))
}

/// All packages any system would build, but our own.
fn locked() -> Vec<Table> {
    let lock = table("Cargo.lock");
    let packages = lock["package"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one.as_table().expect("a table").clone());
    packages.filter(|one| text(one, "name") != "wuzha").collect()
}

#[test]
fn everything_comes_from_the_one_registry_with_its_checksum() {
    let allowed = &table("deny.toml")["sources"]["allow-registry"];
    assert_eq!(allowed.as_array().expect("a list"), &[REGISTRY.into()]);
    for one in locked() {
        assert_eq!(text(&one, "source"), format!("registry+{REGISTRY}"), "{one:?}");
        assert_eq!(text(&one, "checksum").len(), 64, "{one:?}");
    }
}

#[test]
fn no_crate_comes_twice_but_those_that_are_listed_with_a_reason() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in locked() {
        versions
            .entry(text(&one, "name").to_owned())
            .or_default()
            .insert(text(&one, "version").to_owned());
    }
    let deny = table("deny.toml");
    for skipped in deny["bans"]["skip"].as_array().expect("a list") {
        let skipped = skipped.as_table().expect("a table");
        assert!(!text(skipped, "reason").is_empty());
        let (name, version) = text(skipped, "crate").split_once('@').expect("name@version");
        let is_meant = |own: &String| own == version || own.starts_with(&format!("{version}."));
        let found = versions
            .get_mut(name)
            .unwrap_or_else(|| panic!("nothing needs {name} any more: take it from deny.toml"));
        assert!(found.len() > 1, "{name} comes only once now: take it from deny.toml");
        found.retain(|own| !is_meant(own));
    }
    let twice: Vec<_> = versions.iter().filter(|(_, versions)| versions.len() != 1).collect();
    assert!(twice.is_empty(), "in more than one version, or in none but skipped ones: {twice:#?}");
}

/// What this system builds: of other crates nothing is known without fetching them.
fn built() -> Vec<Json> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = |arguments: &[&str]| {
        let output = Command::new(&cargo)
            .args(arguments)
            .current_dir(package())
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let about = run(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let told = run(&[
        "metadata",
        "--offline",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        host,
    ]);
    let told: Json = serde_json::from_str(&told).expect("JSON");
    told["packages"].as_array().expect("a list").clone()
}

#[test]
fn every_licence_is_allowed_and_no_other_is() {
    let deny = table("deny.toml");
    let allowed: Vec<&str> = deny["licenses"]["allow"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    let licensees: Vec<(&str, Licensee)> =
        allowed.iter().map(|name| (*name, Licensee::parse(name).expect("a licence"))).collect();
    let mut named = BTreeSet::new();
    let built = built();
    assert!(built.len() > 300, "{}", built.len());
    for one in built {
        let licence =
            one["license"].as_str().unwrap_or_else(|| panic!("{} names no licence", one["name"]));
        let terms = Expression::parse_mode(licence, ParseMode::LAX).expect("an SPDX expression");
        let is_allowed = terms.evaluate(|term| {
            let fits = licensees.iter().filter(|(_, licensee)| licensee.satisfies(term));
            named.extend(fits.clone().map(|(name, _)| *name));
            fits.count() > 0
        });
        assert!(is_allowed, "{} is under {licence}", one["name"]);
    }
    assert_eq!(named, allowed.into_iter().collect(), "deny.toml allows what nothing is under");
}

/// Of the tools of the tests: what is fetched is what was looked at, from whatever mirror.
#[test]
fn every_npm_package_is_known_by_its_digest() {
    for (folder, least, scripts) in [("browser", 10, 1), ("lighthouse", 10, 0), ("lint", 2, 0)] {
        npm_packages_are_known(&format!("tests/{folder}"), least, scripts);
    }
}

fn npm_packages_are_known(folder: &str, least: usize, scripts: usize) {
    let file = |name: &str| -> Json {
        serde_json::from_str(&read(&format!("{folder}/{name}"))).expect("JSON")
    };
    let lock = file("package-lock.json");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > least, "{folder}");
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        let digest =
            package["integrity"].as_str().unwrap_or_else(|| panic!("{name} has no digest"));
        assert!(digest.starts_with("sha512-"), "{name}: {digest}");
        assert!(package.get("resolved").is_none(), "{name} names a host: npm would ask only there");
        assert!(
            package.get("hasInstallScript").is_none(),
            "{name} runs a script when it is installed"
        );
    }
    let own = file("package.json");
    let versions = own["devDependencies"].as_object().expect("dependencies").values();
    for version in versions.map(|version| version.as_str().expect("a version")) {
        assert!(
            version.starts_with(|c: char| c.is_ascii_digit()),
            "{version} may be another tomorrow"
        );
    }
    assert!(own.get("dependencies").is_none(), "{folder}");
    let own_scripts = own.get("scripts").and_then(Json::as_object).map_or(0, serde_json::Map::len);
    assert_eq!(own_scripts, scripts, "{folder}");
}

/// `docs/dependencies.md` names crates that are there, says why each stays, and `deny.toml` ignores
/// no advisory that it does not explain.
#[test]
fn crates_that_are_not_maintained_are_listed_with_a_reason() {
    let page = read("docs/dependencies.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| crate "));
    let rows: Vec<Vec<&str>> =
        rows.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect();
    assert!(rows.len() > 5, "{rows:?}");
    let locked = locked();
    for row in &rows {
        assert!(row.len() == 3 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        assert!(
            locked.iter().any(|one| text_of(one) == row[0]),
            "nothing needs {} any more: take it from docs/dependencies.md",
            row[0]
        );
    }
    let deny = table("deny.toml");
    for ignored in deny["advisories"]["ignore"].as_array().expect("a list") {
        let ignored = ignored.as_table().expect("a table");
        let id = text(ignored, "id");
        assert!(!text(ignored, "reason").is_empty());
        assert!(rows.iter().any(|row| row[2].starts_with(id)), "{id} is not explained");
    }
    // Versions that say so themselves.
    for one in &locked {
        if text(one, "version").contains("deprecated") {
            assert!(
                rows.iter().any(|row| row[0] == text_of(one)),
                "{} is not listed",
                text_of(one)
            );
        }
    }
}

fn text_of(package: &Table) -> &str {
    text(package, "name")
}
