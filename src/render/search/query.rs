//! Queries: [`Index::search`] makes a [`Plan`] of a query and asks tantivy for the best pages.
//!
//! These attempts are made until one finds a page:
//! 1. pages that hold every term, and every phrase in quotation marks: on a large site first as far
//!    as the lists of common terms go ([`depth`](super::fields::FieldSpec::depth)), then all;
//! 2. if the query is letters only, or letters and Han characters, names whose letters are written
//!    so in [pinyin](super::pinyin), on pages that hold the Han characters;
//! 3. pages that hold every term, with corrections of words that no page has
//!    ([`spelling`](super::spelling));
//! 4. for two terms or more, pages that hold enough of them ([`coverage`](super::coverage)); pages
//!    that hold little are marked as a guess.
//!
//! A sentence is answered by the last attempt alone: a page that holds all of its words by chance is
//! not better than one that is about most of them.
//!
//! [`scoring`] gives the order of the results.

use tantivy::query::Query;
use tantivy::{DocId, SegmentReader};

use super::answer::{RankedMatches, Search};
use super::excerpt::excerpt;
use super::facets::{FacetCounts, Filter};
use super::fields::{FIELDS, FieldKind, fields_of};
use super::index::Index;
use super::plan::Plan;
use super::results::{Hit, Reason, SearchPage, SectionLink};
use super::scoring;

/// What is wanted besides the best pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchOptions {
    /// How many pages are returned.
    pub limit: usize,
    /// With a filter, even an empty one, all pages that match are found, and the choices counted.
    pub filter: Option<Filter>,
    /// Whether each hit has the parts of its score.
    pub explain: bool,
}

impl Index {
    /// The best `limit` pages for `query`.
    pub fn search(&self, query: &str, limit: usize) -> anyhow::Result<SearchPage> {
        self.search_with(query, SearchOptions { limit, ..SearchOptions::default() })
    }

    /// The best pages for `query`.
    pub fn search_with(&self, query: &str, options: SearchOptions) -> anyhow::Result<SearchPage> {
        let plan = Plan::new(query, self.lexicon());
        let Some(segment) = self.segment() else { return Ok(SearchPage::default()) };
        if plan.terms.is_empty() || segment.max_doc() == 0 {
            return Ok(SearchPage::default());
        }
        // Choices can be counted only if all pages are known.
        let enough = if options.filter.is_some() { usize::MAX } else { options.limit };
        let search = Search { index: self, segment, limit: options.limit, enough };
        let mut found = search.answer(query, plan)?;
        let mut counts = FacetCounts::new();
        if let Some(filter) = options.filter {
            counts = self.narrow(&mut found, filter, segment, options.limit)?;
        }
        let mut results = Vec::new();
        for &(document, score) in &found.best {
            let mut hit = self.hit(document, score, &found.plan);
            if options.explain {
                hit.reasons = self.reasons(&found, document, segment)?;
            }
            results.push(hit);
        }
        Ok(SearchPage {
            total: found.total,
            is_open: found.is_open,
            results,
            counts,
            matched: found.matched,
            terms: found.plan.texts(),
        })
    }

    /// Leaves only the pages that the filter accepts, and counts the choices.
    fn narrow(
        &self,
        found: &mut RankedMatches,
        filter: Filter,
        segment: &SegmentReader,
        limit: usize,
    ) -> anyhow::Result<FacetCounts> {
        let query = scoring::plan_query(&found.plan, &found.documents, &found.factors, segment)?;
        let mut matching = self.matching(&query)?;
        let record = |&document: &DocId| &self.records()[document as usize];
        let counts = filter.counts(matching.iter().map(record));
        matching.retain(|document| filter.accepts(record(document)));
        let query = scoring::plan_query(&found.plan, &matching, &found.factors, segment)?;
        (found.total, found.best) = self.top(&query, limit)?;
        Ok(counts)
    }

    fn hit(&self, document: DocId, score: f32, plan: &Plan) -> Hit {
        let record = &self.records()[document as usize];
        let excerpt = excerpt(record, plan);
        let section = excerpt.section.map(|place| &record.sections[place]);
        Hit {
            url: record.url.clone(),
            title: record.title.clone(),
            kind: record.kind,
            language: record.language.clone(),
            section: section.map(|section| SectionLink {
                anchor: section.anchor.clone(),
                heading: section.heading.clone(),
            }),
            excerpt,
            score,
            reasons: Vec::new(),
        }
    }

    /// The parts of a page's score, the greatest first.
    fn reasons(
        &self,
        found: &RankedMatches,
        document: DocId,
        segment: &SegmentReader,
    ) -> anyhow::Result<Vec<Reason>> {
        let plan = &found.plan;
        let factor = found.factors[document as usize];
        let mut reasons = Vec::new();
        let mut add = |query: &dyn Query, text: String, number: usize| {
            if let Some(score) = self.score(query, document) {
                reasons.push(Reason { text, field: FIELDS[number].name, score: score * factor });
            }
        };
        for term in &plan.terms {
            for number in fields_of(term.field_kind) {
                for text in &term.texts {
                    add(&*scoring::term_query(text, number, segment)?, text.clone(), number);
                }
            }
        }
        for phrase in &plan.phrases {
            let texts: Vec<&str> =
                phrase.parts.iter().map(|part| &*plan.terms[part.term].texts[0]).collect();
            for number in fields_of(FieldKind::Terms) {
                if let Some(query) = scoring::phrase_query(plan, phrase, number, segment)? {
                    add(&*query, texts.join(" "), number);
                }
            }
        }
        reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok(reasons)
    }
}
