//! One binary for all tests, so that they link once. Each file opens with the question it answers.

// What tests are written with.
mod site;
mod tags;

// From sources to diagnostics.
mod checks;
mod hostile;

// From sources to a site.
mod markdown;
mod pages;
mod links;
mod translations;
mod feeds;
mod search;
mod print;

// The whole.
mod content;
mod determinism;
mod golden;
mod write;
mod cli;
mod serve;
mod tidy;
