//! `wuzha exceptions`.

use crate::support::program::{Site, json};

#[test]
fn every_exception_is_listed_with_its_place_and_its_reason() {
    let site = Site::new();
    assert_eq!(site.run(&["exceptions"]).out, "0 exceptions in force\n");
    site.put(
        "content/pages/about/page.toml",
        "reviewed_on = 2026-11-21\n\n[[exceptions]]\nrule = \"email-address\"\n\
         text = \"a@example.org\"\nreason = \"our own mailbox\"\n",
    );
    let listed = site.run(&["exceptions"]);
    let wanted = "content/pages/about/page.toml:4: email-address: “a@example.org”\n\
                  \x20 our own mailbox\n1 exception in force\n";
    assert_eq!((listed.code, &*listed.out), (Some(0), wanted));
    let rows = json(&site.run(&["exceptions", "--format", "json"]).out);
    assert_eq!(
        (rows.len(), rows[0]["line"].as_u64(), rows[0]["rule"].as_str()),
        (1, Some(4), Some("email-address"))
    );
}
